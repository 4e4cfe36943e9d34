import Glibc

/// How messages are written.
public struct LogOptions: Sendable, Equatable {
    /// The form of a line.
    public enum Format: String, Sendable, CaseIterable {
        /// For people: the message, then its metadata as `key=value`.
        case text
        /// For programs: one JSON object a line.
        case json
    }

    /// The form of a line.
    public var format: Format
    /// Whether the journal reads the lines: a priority `<N>` is in front, the time is left to the journal.
    public var isJournal: Bool

    /// Makes options.
    public init(format: Format = .text, isJournal: Bool = false) {
        self.format = format
        self.isJournal = isJournal
    }

    /// Options for the standard error of this process: the journal is known by `JOURNAL_STREAM` (systemd.exec(5)).
    public static func forStandardError(format: Format = .text) -> LogOptions {
        LogOptions(
            format: format,
            isJournal: isJournal(getenv("JOURNAL_STREAM").map { String(cString: $0) }, descriptor: STDERR_FILENO))
    }

    /// Whether a descriptor is the stream that `JOURNAL_STREAM` names by its device and inode, as `DEVICE:INODE`.
    ///
    /// The variable alone does not tell: a child inherits it also when its standard error goes elsewhere.
    static func isJournal(_ variable: String?, descriptor: Int32) -> Bool {
        let parts = (variable ?? "").split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 2, let device = parts[0], let inode = parts[1] else { return false }
        var facts = stat()
        return fstat(descriptor, &facts) == 0 && UInt64(facts.st_dev) == device && UInt64(facts.st_ino) == inode
    }
}
