/// Reads the scalars of UTF-8 bytes that may be damaged.
enum UTF8Reader {
    /// The scalar that begins at an offset and its number of bytes, or nil where no well-formed scalar begins.
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (Unicode.Scalar, Int)? {
        let first = bytes[offset]
        let length: Int
        let smallest: UInt32
        var value: UInt32
        switch first {
        case 0x00...0x7F: return (Unicode.Scalar(first), 1)
        case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, smallest, value) = (4, 0x1_0000, UInt32(first & 0x07))
        default: return nil
        }
        guard offset + length <= bytes.count else { return nil }
        for place in offset + 1..<offset + length {
            guard bytes[place] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[place] & 0x3F)
        }
        // Longer than need be, a surrogate, or beyond Unicode.
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}
