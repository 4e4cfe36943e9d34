import Documents

/// The bracketed parts of a passage, within which no sentence ends.
///
/// A bracket that closes late or never is no bracket here: one slip of the pen must not join the rest of a passage.
struct BracketSpans {
    /// How many bytes a bracketed part may have.
    static let longest = 600

    /// The outermost parts, from the opening to the closing bracket, by their end.
    private var spans: [TextSpan] = []
    /// Number of the first part that has not been passed.
    private var next = 0

    /// Matches each kind of bracket by itself, in one pass.
    init(_ characters: Characters, from start: Int) {
        var round: [Int] = []
        var square: [Int] = []
        var curly: [Int] = []
        for offset in start..<characters.end {
            switch characters.bytes[offset] {
            case UInt8(ascii: "("): round.append(offset)
            case UInt8(ascii: "["): square.append(offset)
            case UInt8(ascii: "{"): curly.append(offset)
            case UInt8(ascii: ")"): close(round.popLast(), at: offset)
            case UInt8(ascii: "]"): close(square.popLast(), at: offset)
            case UInt8(ascii: "}"): close(curly.popLast(), at: offset)
            default: break
            }
        }
    }

    private mutating func close(_ open: Int?, at offset: Int) {
        guard let open, offset - open <= Self.longest else { return }
        while let last = spans.last, last.start > open { spans.removeLast() }
        spans.append(TextSpan(open, offset + 1))
    }

    /// The bracketed part that an offset lies in; offsets must be asked for in order.
    mutating func span(around offset: Int) -> TextSpan? {
        while next < spans.count && spans[next].end <= offset { next += 1 }
        return next < spans.count && spans[next].start < offset ? spans[next] : nil
    }

    /// Whether a mark lies in brackets that opened inside its sentence; a sentence that is bracketed as a whole may end
    /// within them.
    mutating func hold(_ mark: StopMark, sentence start: Int) -> Bool {
        guard let span = span(around: mark.end) else { return false }
        return span.start != start || span.end < mark.next
    }
}
