public import Documents

/// Writes a file of records: `NAME.jsonl.zst`, complete or not at all.
///
/// Records are compressed in frames of about 1 MiB of JSON, each of which can be read without the others; after them
/// come an index of citations, a summary and a seek table, in frames that other zstd readers pass over. The writer
/// holds one frame and 24 bytes a citation. Until ``finish(problems:notes:as:)`` the bytes are in a part file, which is
/// removed when the writer is dropped.
public final class RecordFileWriter {
    /// The final path.
    public let path: String
    /// Number of records so far.
    public private(set) var records = 0
    /// Bytes of JSON so far.
    public private(set) var bytes = 0

    private let model: ModelStamp?
    private let limits: RecordLimits
    private let encoder: RecordEncoder
    private let frames: FrameWriter
    private var places: [PMIDIndex.Entry] = []
    private var line: [UInt8] = []

    /// Makes the part file.
    ///
    /// - Parameter model: the model that annotates the documents, or nil.
    /// - Throws: `RecordError` when the file cannot be made or another process is writing it.
    public init(path: String, model: ModelStamp?, options: RecordFileOptions = .standard) throws(RecordError) {
        self.path = path
        self.model = model
        limits = options.limits
        encoder = RecordEncoder(model: model)
        frames = try FrameWriter(path: path, options: options)
    }

    /// Appends the record of a document.
    ///
    /// - Throws: `RecordError`; when it is of one record only (``RecordError/isOfOneRecord``), nothing was written and
    ///   the writer can go on.
    public func append(_ document: Document) throws(RecordError) {
        line.removeAll(keepingCapacity: true)
        try encoder.encode(document, into: &line)
        try append(line: line, pmid: document.citation.pmid, version: document.citation.version)
    }

    /// Appends a line that a ``RecordEncoder`` with the same model made of a document, with its newline.
    public func append(line: [UInt8], pmid: String, version: Int) throws(RecordError) {
        guard let number = PMIDIndex.number(ofPMID: pmid), let version = UInt32(exactly: version) else {
            throw RecordError(.notPMID(pmid), file: path)
        }
        guard line.count <= limits.line else {
            throw RecordError(.tooLarge("the record", limit: limits.line), file: path, pmid: pmid)
        }
        let place = frames.place
        try frames.append(line)
        places.append(.init(pmid: number, version: version, frame: place.frame, offset: place.offset))
        records += 1
        bytes += line.count
    }

    /// Ends the file and gives it its final name.
    ///
    /// - Parameters:
    ///   - problems: the number of citations that have no record, for the summary.
    ///   - notes: what else the summary should say.
    ///   - other: a final path to take in place of ``path``, on the same file system.
    /// - Returns: the summary that the file now holds.
    @discardableResult
    public func finish(
        problems: Int = 0, notes: [String: String] = [:], as other: String? = nil
    ) throws(RecordError) -> RecordFileSummary {
        var summary = RecordFileSummary(
            model: model, records: records, problems: problems, frames: 0, bytes: bytes, notes: notes)
        let index = PMIDIndex(places).encoded
        try frames.finish(as: other) { count in
            summary.frames = count
            let indexFrame = SkippableFrame.frame(SkippableFrame.index, index) ?? []
            let content = RecordFileTail.summaryContent(summary, indexSize: indexFrame.count)
            return [indexFrame, SkippableFrame.frame(SkippableFrame.summary, content) ?? []]
        }
        return summary
    }

    /// Gives the file up and removes the part file.
    public func discard() { frames.discard() }
}
