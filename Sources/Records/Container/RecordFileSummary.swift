internal import Files

/// What a finished record file says about itself: that it is complete, by which model, and how much there is.
///
/// It stands near the end of the file and is read without the rest, so that a run that is taken up again can tell
/// what is done already.
public struct RecordFileSummary: Sendable, Equatable {
    /// The model that annotated the records, or nil.
    public var model: ModelStamp?
    /// Number of records in the file.
    public var records: Int
    /// Number of citations that have no record because they could not be read or annotated.
    public var problems: Int
    /// Number of frames that hold records.
    public var frames: Int
    /// Bytes of JSON, decompressed.
    public var bytes: Int
    /// Whatever else decides whether the file is up to date: the digest of its input, of the options.
    public var notes: [String: String]

    /// Makes a summary.
    public init(
        model: ModelStamp?,
        records: Int,
        problems: Int,
        frames: Int,
        bytes: Int,
        notes: [String: String] = [:]
    ) {
        self.model = model
        self.records = records
        self.problems = problems
        self.frames = frames
        self.bytes = bytes
        self.notes = notes
    }

    /// The summary of a file, or nil when the file does not end as a finished record file does.
    ///
    /// Only the last few kilobytes are read. The compressed records themselves are not checked.
    ///
    /// - Throws: `RecordError` when the file cannot be read, or its end is damaged.
    public static func read(path: String) throws(RecordError) -> RecordFileSummary? {
        let file = try RecordError.reporting(path) { () throws(FileError) in try FileInput(path: path) }
        return try RecordFileTail.read(file, limits: .standard)?.summary
    }
}
