public import Documents

/// Splits passages at full stops, question and exclamation marks by rules for biomedical English.
///
/// A mark ends a sentence when what follows looks like the beginning of one and what precedes does not ask for more:
/// abbreviations, initials, numbers of lists and the inside of brackets do. Sentences of over `longestSentence` bytes
/// are cut, since none is: tables, sequences, lists.
public struct RuleSentenceSplitter: SentenceSplitter {
    /// The length in bytes at which a sentence is cut, after a semicolon or between words where it has any.
    public static let longestSentence = 8192

    /// Makes a splitter.
    public init() {}

    /// The sentences of a passage; `text` is the UTF-8 of the whole document.
    public func sentences(in text: Span<UInt8>, passage: TextSpan) -> [TextSpan] {
        text.withUnsafeBufferPointer { bytes in
            var scan = SentenceScan(Characters(bytes, end: passage.end), from: passage.start)
            scan.run()
            return scan.sentences
        }
    }
}

/// One pass over a passage.
struct SentenceScan {
    private let characters: Characters
    private var brackets: BracketSpans
    /// The sentences found so far.
    private(set) var sentences: [TextSpan] = []
    /// The offset of the sentence being read.
    private var start: Int

    /// Prepares to read what lies from `start` to the end of the characters.
    init(_ characters: Characters, from start: Int) {
        self.characters = characters
        brackets = BracketSpans(characters, from: start)
        self.start = characters.skippingSpace(start)
    }

    /// Reads the passage.
    mutating func run() {
        var offset = start
        while offset < characters.end {
            guard let mark = StopMark(characters, at: offset, sentence: start) else {
                offset += 1
                continue
            }
            if mark.next < characters.end && isInBrackets(mark) == false && mark.endsSentence {
                close(at: mark.end)
                start = mark.next
            }
            // Nothing between the mark and what follows it is looked at twice.
            offset = max(mark.next, offset + 1)
        }
        close(at: characters.end)
    }

    /// Whether the mark lies in brackets that opened inside the sentence; a sentence that is bracketed as a whole may
    /// end within them.
    private mutating func isInBrackets(_ mark: StopMark) -> Bool {
        guard let span = brackets.span(around: mark.end) else { return false }
        return span.start != start || span.end < mark.next
    }

    /// Ends the sentence being read before an offset, without the white space there.
    private mutating func close(at end: Int) {
        var last = end
        while last > start {
            let place = characters.before(last)
            guard characters.kind(at: place).kind == .space else { break }
            last = place
        }
        var rest = start
        while last - rest > RuleSentenceSplitter.longestSentence {
            let (cut, next) = cut(rest..<last)
            sentences.append(TextSpan(rest, cut))
            rest = next
        }
        if rest < last { sentences.append(TextSpan(rest, last)) }
    }

    /// Where an overlong sentence is cut and where it goes on: after the last semicolon before white space, else at the
    /// last white space, else between two characters.
    private func cut(_ sentence: Range<Int>) -> (end: Int, next: Int) {
        let limit = sentence.lowerBound + RuleSentenceSplitter.longestSentence
        var place = limit
        var space: Int?
        while place > sentence.lowerBound + RuleSentenceSplitter.longestSentence / 2 {
            place = characters.before(place)
            guard characters.kind(at: place).kind == .space else { continue }
            let previous = characters.before(place)
            if characters.kind(at: previous).kind == .space { continue }
            if space == nil { space = place }
            if characters.bytes[previous] == UInt8(ascii: ";") {
                space = place
                break
            }
        }
        guard let space else {
            var end = limit
            while end > limit - 4 && characters.bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return (end, end)
        }
        return (space, characters.skippingSpace(space))
    }
}
