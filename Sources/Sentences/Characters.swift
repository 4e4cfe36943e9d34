/// The characters of a text as its bytes tell them: what kind each is, and where the next one begins.
struct Characters {
    /// What a character is to the rules.
    enum Kind {
        case space
        case lower
        case upper
        case digit
        /// Joins the character before it: a combining mark or a format character.
        case mark
        case punctuation
    }

    /// The bytes of the text, up to the end of what is looked at.
    let bytes: UnsafeBufferPointer<UInt8>

    /// Looks at the bytes of `text` before `end`.
    init(_ text: UnsafeBufferPointer<UInt8>, end: Int) {
        bytes = UnsafeBufferPointer(rebasing: text[..<end])
    }

    /// Offset after the last byte.
    var end: Int { bytes.count }

    /// The byte at an offset, or a zero byte after the end.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// The kind of the character that begins at an offset, and its number of bytes; a byte that begins none is a mark,
    /// which breaks no word.
    @inline(__always)
    func kind(at offset: Int) -> (kind: Kind, length: Int) {
        let byte = bytes[offset]
        if byte < 0x80 { return (Self.ascii[Int(byte)], 1) }
        guard let (scalar, length) = scalar(at: offset) else { return (.mark, 1) }
        return (Self.kind(scalar), length)
    }

    /// The character that begins at an offset and its number of bytes, or nil where none begins.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = bytes[offset]
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first < 0x80 || first >= 0xC2, offset + length <= bytes.count else { return nil }
        var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for place in offset + 1..<offset + length {
            guard bytes[place] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[place] & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value), UTF8.width(scalar) == length else { return nil }
        return (scalar, length)
    }

    /// The offset of the character before an offset that is not the first.
    func before(_ offset: Int) -> Int {
        var place = offset - 1
        while place > 0 && offset - place < 4 && bytes[place] & 0xC0 == 0x80 { place -= 1 }
        // A run of bytes that is no character is taken byte by byte.
        return scalar(at: place).map { place + $0.length == offset } == true ? place : offset - 1
    }

    /// The offset of the first character at or after an offset that is not white space.
    func skippingSpace(_ offset: Int) -> Int {
        var place = offset
        while place < end {
            let (kind, length) = kind(at: place)
            guard kind == .space else { break }
            place += length
        }
        return place
    }

    /// Whether a range of white space holds more than one line end.
    func hasBlankLine(in space: Range<Int>) -> Bool {
        var lines = 0
        for offset in space where bytes[offset] == UInt8(ascii: "\n") { lines += 1 }
        return lines > 1
    }

    /// The bytes of a range as a string.
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension Characters {
    private static let ascii: [Kind] = (UInt8(0)..<128).map { kind(Unicode.Scalar($0)) }

    /// The kind of a character. Letters without case count as lower case.
    static func kind(_ scalar: Unicode.Scalar) -> Kind {
        let properties = scalar.properties
        if properties.isWhitespace { return .space }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .upper
        case .lowercaseLetter, .modifierLetter, .otherLetter: return .lower
        case .decimalNumber, .letterNumber, .otherNumber: return .digit
        case .nonspacingMark, .spacingMark, .enclosingMark, .format, .unassigned, .privateUse, .surrogate:
            return .mark
        default: return .punctuation
        }
    }
}
