/// A file operation that failed: what was being done, to which file, and what the system said.
public struct FileError: Error, Sendable, Equatable {
    /// What kind of failure it is; callers decide by it whether to try again, skip the file or stop.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no such file or folder.
        case notFound
        /// The user may not do this.
        case denied
        /// The file system is mounted read-only.
        case readOnly
        /// The disk or the user's quota is full: the same operation can succeed later.
        case full
        /// The file would be larger than the file system or the process may have.
        case tooLarge
        /// The name or path is longer than the file system takes.
        case nameTooLong
        /// A folder stands where a file is needed.
        case isFolder
        /// A part of the path is no folder.
        case notFolder
        /// Another process is writing the same file.
        case busy
        /// The process or the system has too many open files.
        case tooManyOpen
        /// The device failed, or anything else the system reports.
        case inputOutput
    }

    /// What was being done.
    public enum Operation: String, Sendable, CaseIterable {
        /// Opening or creating a file.
        case open
        /// Locking a part file.
        case lock
        /// Reading bytes.
        case read
        /// Writing bytes.
        case write
        /// Bringing written bytes to stable storage.
        case synchronize
        /// Giving a file its final name.
        case rename
        /// Listing a folder.
        case list
        /// Making a folder.
        case create
    }

    /// The kind of failure.
    public var code: Code
    /// What was being done.
    public var operation: Operation
    /// The file or folder.
    public var path: String
    /// The system's error number (`errno`), or 0 where the failure is not the system's.
    public var number: Int32

    /// Makes an error of a known kind.
    public init(code: Code, operation: Operation, path: String, number: Int32 = 0) {
        self.code = code
        self.operation = operation
        self.path = path
        self.number = number
    }

    /// Makes the error that a system call reported by its error number.
    public init(_ operation: Operation, path: String, number: Int32) {
        self.init(code: Code(number: number), operation: operation, path: path, number: number)
    }
}
