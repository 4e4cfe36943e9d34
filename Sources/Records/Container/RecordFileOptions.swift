/// How a record file is compressed.
public struct RecordFileOptions: Sendable, Equatable {
    /// Bytes of JSON after which a frame ends, at the next end of a record; at most 1 GiB counts, the seek table's own
    /// bound.
    public var frameSize: Int
    /// Compression level, as the `zstd` command has them.
    public var level: Int
    /// True when all records go into one frame, for readers that stop after the first. One citation can then be
    /// fetched only by reading all before it.
    public var singleFrame: Bool
    /// Most bytes in a line.
    public var limits: RecordLimits

    /// Frames of 1 MiB.
    public static let standard = RecordFileOptions()

    /// Makes options; those left out are the standard ones.
    public init(frameSize: Int = 1 << 20, level: Int = 6, singleFrame: Bool = false, limits: RecordLimits = .standard) {
        self.frameSize = frameSize
        self.level = level
        self.singleFrame = singleFrame
        self.limits = limits
    }
}
