/// A comment, a CDATA section or a processing instruction behind its opening: passed on in pieces, whatever its length.
struct OpaqueRun {
    /// What is open.
    enum Kind {
        case comment, characterData, instruction
    }

    /// What the bytes at hand hold of it.
    enum Piece: Equatable {
        /// It ends with so many bytes.
        case last(Int)
        /// So many bytes belong to it for sure, perhaps none; behind them it is to be divided.
        case inner(Int, isDivided: Bool)
    }

    let kind: Kind
    /// Bytes passed on since its opening or its last division.
    private var passed = 0

    /// Bytes behind which it is divided: libxml2 takes none of more than 10 MB, and for a CDATA section it needs time
    /// that grows with the square of the length.
    private static let divisionLimit = 1 << 16

    /// Begins behind the opening.
    init(_ kind: Kind) { self.kind = kind }

    /// Closes it and opens another one of its kind, which means the same.
    var divider: [UInt8] {
        switch kind {
        case .comment: Array("--><!--".utf8)
        case .characterData: Array("]]><!----><![CDATA[".utf8)
        case .instruction: Array("?><?divided ".utf8)
        }
    }

    private var end: StaticString {
        switch kind {
        case .comment: "-->"
        case .characterData: "]]>"
        case .instruction: "?>"
        }
    }

    /// The next piece. Without its end, the last bytes at hand are kept back: they may be the beginning of the end.
    mutating func piece(of bytes: UnsafeBufferPointer<UInt8>) -> Piece {
        let mark = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
        guard bytes.count >= mark.count else { return .inner(0, isDivided: false) }
        var next = mark.count - 1
        while let found = bytes[next...].firstIndex(of: UInt8(ascii: ">")) {
            if bytes[...found].suffix(mark.count).elementsEqual(mark) { return .last(found + 1) }
            next = found + 1
        }
        let count = bytes.count - (mark.count - 1)
        if passed + count > OpaqueRun.divisionLimit,
            let cut = (1...count).last(where: { isSeam(between: bytes[$0 - 1], and: bytes[$0]) })
        {
            passed = 0
            return .inner(cut, isDivided: true)
        }
        passed += count
        return .inner(count, isDivided: false)
    }

    /// True where it may be divided: between characters, and in a comment not behind a hyphen, so that the forbidden
    /// double one is not cut in two. The mark of its end is not cut either: what is kept back would hold its rest.
    private func isSeam(between before: UInt8, and behind: UInt8) -> Bool {
        behind & 0xC0 != 0x80 && !(kind == .comment && before == UInt8(ascii: "-"))
    }
}
