import Documents

/// The sentences of a passage, while their ends are being found.
///
/// Sentences of over `longest` bytes are cut, since none is: tables, sequences, lists.
struct SentenceSpans {
    /// The length in bytes at which a sentence is cut, after a semicolon or between words where it has any.
    static let longest = 8192

    private let characters: Characters
    /// The sentences found so far.
    private(set) var spans: [TextSpan] = []
    /// The offset of the sentence being read.
    private(set) var start: Int

    /// Begins with the first character at or after an offset that is not white space.
    init(_ characters: Characters, from start: Int) {
        self.characters = characters
        self.start = characters.skippingSpace(start)
    }

    /// Ends the sentence being read before an offset, without the white space there, and goes on at another.
    mutating func close(at end: Int, next: Int) {
        var last = end
        while last > start {
            let place = characters.before(last)
            guard characters.kind(at: place).kind == .space else { break }
            last = place
        }
        var rest = start
        while last - rest > Self.longest {
            let (cut, next) = cut(rest..<last)
            spans.append(TextSpan(rest, cut))
            rest = next
        }
        if rest < last { spans.append(TextSpan(rest, last)) }
        start = next
    }

    /// Where an overlong sentence is cut and where it goes on: after the last semicolon before white space, else at the
    /// last white space, else between two characters.
    private func cut(_ sentence: Range<Int>) -> (end: Int, next: Int) {
        let limit = sentence.lowerBound + Self.longest
        var place = limit
        var space: Int?
        while place > sentence.lowerBound + Self.longest / 2 {
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
