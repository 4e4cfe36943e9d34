public import Files

/// Why a record could not be written or read, where, and what to do about it.
public struct RecordError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Cause: Sendable, Equatable {
        /// The document breaks a rule; it has no record. The file it was to go to is not touched.
        case document(DocumentFault)
        /// A line is no record. The lines after it can still be read.
        case malformed(JSONFault)
        /// The file is damaged.
        case damaged(FileFault)
        /// A line, index or seek table is larger than the limit, in bytes.
        case tooLarge(String, limit: Int)
        /// What was asked for is no PMID.
        case notPMID(String)
        /// The file system refused.
        case file(FileError)
        /// The compression library refused; its own words.
        case compressor(String)
    }

    /// What is wrong.
    public var cause: Cause
    /// Path of the record file, where one is concerned.
    public var file: String?
    /// Number of the line in the file, from 1, where a line is concerned.
    public var line: Int?
    /// Offset of the fault from the start of the line where there is a `line`, else of the (compressed) file.
    public var byte: Int64?
    /// PMID of the citation, where it is known.
    public var pmid: String?

    /// Makes an error; what is not known about its place stays nil.
    public init(_ cause: Cause, file: String? = nil, line: Int? = nil, byte: Int64? = nil, pmid: String? = nil) {
        self.cause = cause
        self.file = file
        self.line = line
        self.byte = byte
        self.pmid = pmid
    }

    /// Does file work, and reports its failure as one of the file at `path`.
    static func reporting<Value>(
        _ path: String,
        _ work: () throws(FileError) -> Value
    ) throws(RecordError) -> Value {
        do throws(FileError) {
            return try work()
        } catch {
            throw RecordError(.file(error), file: path)
        }
    }

    /// The error with the place where it came up.
    func at(file: String, line: Int? = nil) -> RecordError {
        var error = self
        error.file = file
        error.line = line
        return error
    }

    /// True when only one citation or line is at fault and the work can go on with the next.
    public var isOfOneRecord: Bool {
        switch cause {
        case .document, .malformed, .notPMID: true
        case .tooLarge: line == nil && pmid != nil
        case .damaged, .file, .compressor: false
        }
    }
}
