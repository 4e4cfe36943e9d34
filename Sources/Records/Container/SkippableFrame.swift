/// Frames that zstd readers pass over (RFC 8878, section 3.1.2): a magic number, a size, and anything.
enum SkippableFrame {
    /// The magic number of a seek table (zstd's "Seekable Format", version 0.1.0).
    static let seekTable: UInt32 = 0x184D_2A5E
    /// Our magic number of the index of citations.
    static let index: UInt32 = 0x184D_2A5A
    /// Our magic number of the summary.
    static let summary: UInt32 = 0x184D_2A5B
    /// Bytes before the content.
    static let headerSize = 8

    /// A frame of the content, which must be less than 4 GiB; nil when it is more.
    static func frame(_ magic: UInt32, _ content: [UInt8]) -> [UInt8]? {
        guard let size = UInt32(exactly: content.count) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerSize + content.count)
        bytes.append(littleEndian: magic)
        bytes.append(littleEndian: size)
        bytes.append(contentsOf: content)
        return bytes
    }

    /// The content of bytes that are exactly one frame of a magic number, or nil.
    static func content(of bytes: [UInt8], magic: UInt32) -> [UInt8]? {
        guard bytes.count >= headerSize, bytes.littleEndian(at: 0, as: UInt32.self) == magic,
            Int(bytes.littleEndian(at: 4, as: UInt32.self)) == bytes.count - headerSize
        else { return nil }
        return Array(bytes[headerSize...])
    }

    /// True for the first bytes of a zstd file: a frame, or a skippable one.
    static func isZstandard(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4 else { return false }
        let magic = bytes.littleEndian(at: 0, as: UInt32.self)
        return magic == 0xFD2F_B528 || magic & 0xFFFF_FFF0 == 0x184D_2A50
    }
}
