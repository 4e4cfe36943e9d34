/// Bounds on what reading a file may take, whatever the file claims.
public struct RecordLimits: Sendable, Equatable {
    /// Most bytes in a line; a longer one is an error, and the writer refuses to make one.
    public var line: Int
    /// Most bytes in the index or the seek table of a file.
    public var index: Int

    /// Lines of 256 MiB and indexes of 256 MiB: a hundred times what PubMed needs.
    public static let standard = RecordLimits(line: 256 << 20, index: 256 << 20)

    /// Makes limits, in bytes.
    public init(line: Int, index: Int) {
        self.line = line
        self.index = index
    }
}
