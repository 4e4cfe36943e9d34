public import Documents

/// Splits passages at full stops, question and exclamation marks by rules for biomedical English.
///
/// A mark ends a sentence when what follows looks like the beginning of one and what precedes does not ask for more:
/// abbreviations, initials, numbers of lists and the inside of brackets do. A blank line ends a sentence too.
public struct RuleSentenceSplitter: SentenceSplitter {
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
    private var found: SentenceSpans

    /// Prepares to read what lies from `start` to the end of the characters.
    init(_ characters: Characters, from start: Int) {
        self.characters = characters
        brackets = BracketSpans(characters, from: start)
        found = SentenceSpans(characters, from: start)
    }

    /// The sentences found so far.
    var sentences: [TextSpan] { found.spans }

    /// Reads the passage.
    mutating func run() {
        var offset = found.start
        while offset < characters.end {
            if characters.bytes[offset] == UInt8(ascii: "\n") {
                let next = characters.skippingSpace(offset)
                if characters.hasBlankLine(in: offset..<next) { found.close(at: offset, next: next) }
                offset = next
                continue
            }
            guard let mark = StopMark(characters, at: offset, sentence: found.start) else {
                offset += 1
                continue
            }
            if mark.next < characters.end && !brackets.hold(mark, sentence: found.start) && mark.endsSentence {
                found.close(at: mark.end, next: mark.next)
            }
            // Nothing between the mark and what follows it is looked at twice.
            offset = max(mark.next, offset + 1)
        }
        found.close(at: characters.end, next: characters.end)
    }
}
