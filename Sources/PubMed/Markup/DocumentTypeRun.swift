/// A document type declaration behind its `<!`: passed on in pieces, whatever its length, until its `>`.
///
/// Quotes, comments and processing instructions are followed, so that what stands in them ends nothing.
struct DocumentTypeRun {
    private enum State {
        case head, subset, declaration, comment, instruction, tail
    }

    private var state = State.head
    /// The quote that is open; 0 when there is none.
    private var quote: UInt8 = 0
    /// The last four bytes.
    private var recent: UInt32 = 0

    /// True when it has declarations of its own, an internal subset.
    private(set) var hasSubset = false

    /// Takes in bytes; gives the number of them up to its end, or nil when it does not end in them.
    mutating func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        for (index, byte) in bytes.enumerated() where takesEnd(byte) { return index + 1 }
        return nil
    }

    /// Takes in a byte; true when the declaration ends with it.
    private mutating func takesEnd(_ byte: UInt8) -> Bool {
        recent = recent << 8 | UInt32(byte)
        if quote != 0 {
            if byte == quote { quote = 0 }
            return false
        }
        switch state {
        case .head, .tail:
            if byte == UInt8(ascii: ">") { return true }
            if byte == UInt8(ascii: "[") {
                hasSubset = true
                state = .subset
            }
            noteQuote(byte)
        case .subset:
            if byte == UInt8(ascii: "]") { state = .tail }
            if recent & 0xFFFF == DocumentTypeRun.code("<?") { enter(.instruction) }
            if recent & 0xFFFF == DocumentTypeRun.code("<!") { state = .declaration }
        case .declaration:
            if byte == UInt8(ascii: ">") { state = .subset }
            if recent == DocumentTypeRun.code("<!--") { enter(.comment) }
            noteQuote(byte)
        case .comment:
            if recent & 0xFF_FFFF == DocumentTypeRun.code("-->") { state = .subset }
        case .instruction:
            if recent & 0xFFFF == DocumentTypeRun.code("?>") { state = .subset }
        }
        return false
    }

    private mutating func noteQuote(_ byte: UInt8) {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
    }

    /// Enters a comment or an instruction; what opens it is no part of its end.
    private mutating func enter(_ state: State) {
        self.state = state
        recent = 0
    }

    /// Up to four characters as they stand in `recent`.
    private static func code(_ text: StaticString) -> UInt32 {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
