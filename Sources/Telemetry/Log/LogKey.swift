public import Logging

/// Keys of metadata that every message about data has.
public enum LogKey {
    /// The input file.
    public static let file = "file"
    /// The citation.
    public static let pmid = "pmid"
}

extension Logger {
    /// This logger for messages about a file, or about a citation of it.
    public func about(file: String, pmid: String? = nil) -> Logger {
        var logger = self
        logger[metadataKey: LogKey.file] = "\(file)"
        if let pmid { logger[metadataKey: LogKey.pmid] = "\(pmid)" }
        return logger
    }
}
