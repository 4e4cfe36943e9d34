internal import Files

/// Reads a file of records: all of them in order, or one by its PMID.
///
/// Any zstd file of JSON lines can be read, whoever compressed it, and plain JSON lines too. Files of
/// ``RecordFileWriter`` have an index, so that one citation is found by reading a few kilobytes and one frame.
public final class RecordFileReader {
    /// The path.
    public let path: String
    /// Number of lines read so far.
    public private(set) var line = 0
    /// Bytes of the file read so far, for progress.
    public var bytesRead: Int64 { lines.position }
    /// Size of the file in bytes.
    public var size: Int64 { file.size }

    let file: FileInput
    let limits: RecordLimits
    let decoder = RecordDecoder()
    /// The end of the file, once it has been looked at.
    var tail: RecordFileTail??
    /// The index, once it has been read.
    var index: PMIDIndex?
    private let lines: LineReader

    /// Opens a file. One whose name ends in `.zst`, or which begins as zstd files do, is decompressed.
    public init(path: String, limits: RecordLimits = .standard) throws(RecordError) {
        self.path = path
        self.limits = limits
        file = try RecordError.reporting(path) { () throws(FileError) in try FileInput(path: path) }
        lines = try Self.lines(of: file, limits: limits)
    }

    /// The next line without its newline, or nil at the end.
    ///
    /// - Throws: `RecordError` when the file is damaged or the line too long; then nothing more can be read.
    public func nextLine() throws(RecordError) -> [UInt8]? {
        guard let bytes = try lines.next() else { return nil }
        line += 1
        return bytes
    }

    /// The next record, or nil at the end.
    ///
    /// - Throws: `RecordError`; when it is of one record only (``RecordError/isOfOneRecord``), reading can go on.
    public func next() throws(RecordError) -> Record? {
        guard let bytes = try nextLine() else { return nil }
        do throws(RecordError) {
            return try decoder.decode(bytes)
        } catch {
            throw error.at(file: path, line: line)
        }
    }

    /// What the file says about itself, or nil when it does not end as a finished file of ``RecordFileWriter`` does.
    public func summary() throws(RecordError) -> RecordFileSummary? { try readTail()?.summary }

    /// The lines of a file from its beginning.
    static func lines(of file: FileInput, limits: RecordLimits) throws(RecordError) -> LineReader {
        let start = try RecordError.reporting(file.path) { () throws(FileError) in
            try file.read(count: 4, at: 0)
        }
        let isCompressed = SkippableFrame.isZstandard(start) || file.path.hasSuffix(".zst")
        let source: any ByteSource = isCompressed ? try ZstandardSource(file: file) : PlainSource(file: file)
        return LineReader(source, path: file.path, limit: limits.line)
    }
}
