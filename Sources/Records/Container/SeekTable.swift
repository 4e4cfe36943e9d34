/// The table at the very end of a file that says where its frames are: zstd's "Seekable Format", version 0.1.0, so that
/// other tools can seek too. The index and the summary are in it as frames of no content.
struct SeekTable: Equatable {
    /// One frame of the file.
    struct Entry: Equatable {
        /// Bytes in the file.
        var compressed: UInt32
        /// Bytes of content: 0 for skippable frames.
        var decompressed: UInt32
        /// The low half of the content's XXH64.
        var checksum: UInt32
    }

    /// Bytes of the footer: the number of frames, a descriptor, the magic number of seekable files.
    static let footerSize = 9
    private static let magic: UInt32 = 0x8F92_EAB1
    private static let entrySize = 12
    /// The descriptor: entries have checksums. Two bits have no meaning yet, five must be 0.
    private static let withChecksums: UInt8 = 0x80
    private static let descriptorMask: UInt8 = 0xFC
    /// Most frames that the format allows.
    private static let mostFrames = 0x800_0000
    /// The low half of XXH64 of no bytes.
    private static let checksumOfNothing: UInt32 = 0x51D8_E999

    /// The frames in file order, but for the table's own.
    var entries: [Entry] = []

    /// Adds a frame without content.
    mutating func append(skippable frame: [UInt8]) {
        entries.append(Entry(compressed: UInt32(frame.count), decompressed: 0, checksum: Self.checksumOfNothing))
    }

    /// The table as the frame that ends a file.
    var encoded: [UInt8]? {
        guard entries.count <= Self.mostFrames else { return nil }
        var content: [UInt8] = []
        for entry in entries {
            content.append(littleEndian: entry.compressed)
            content.append(littleEndian: entry.decompressed)
            content.append(littleEndian: entry.checksum)
        }
        content.append(littleEndian: UInt32(entries.count))
        content.append(Self.withChecksums)
        content.append(littleEndian: Self.magic)
        return SkippableFrame.frame(SkippableFrame.seekTable, content)
    }

    /// The size of the frame that a file's last bytes are the footer of, or nil when they are no footer.
    static func frameSize(footer: [UInt8]) -> Int? {
        guard footer.count == footerSize, footer.littleEndian(at: 5, as: UInt32.self) == magic,
            footer[4] & descriptorMask == withChecksums
        else { return nil }
        let frames = Int(footer.littleEndian(at: 0, as: UInt32.self))
        guard frames <= mostFrames else { return nil }
        return SkippableFrame.headerSize + frames * entrySize + footerSize
    }

    /// Reads a table from its frame, or gives nil when it is none.
    init?(decoding frame: [UInt8]) {
        guard let content = SkippableFrame.content(of: frame, magic: SkippableFrame.seekTable),
            content.count >= Self.footerSize, Self.frameSize(footer: content.suffix(Self.footerSize)) == frame.count
        else { return nil }
        for offset in stride(from: 0, to: content.count - Self.footerSize, by: Self.entrySize) {
            entries.append(
                Entry(
                    compressed: content.littleEndian(at: offset, as: UInt32.self),
                    decompressed: content.littleEndian(at: offset + 4, as: UInt32.self),
                    checksum: content.littleEndian(at: offset + 8, as: UInt32.self)
                ))
        }
    }

    /// Makes a table without frames.
    init() {}

    /// Bytes in the file of all frames before the table.
    var size: Int64 { entries.reduce(0) { $0 + Int64($1.compressed) } }
}

extension [UInt8] {
    /// The last bytes as an array.
    fileprivate func suffix(_ count: Int) -> [UInt8] { Array(self[(self.count - count)...]) }
}
