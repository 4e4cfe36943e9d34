import Glibc
public import Logging

/// Writes every message of swift-log as one line, for the journal, a terminal or a program.
///
/// Metadata of the message comes before that of the logger, and that before what the provider says.
public struct LineLogHandler: LogHandler {
    /// The least level that is written.
    public var logLevel: Logger.Level
    /// Metadata of every message.
    public var metadata: Logger.Metadata = [:]
    /// What gives metadata at the moment of a message.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let options: LogOptions
    private let output: LogOutput

    /// Makes a handler for a logger of some label.
    public init(
        label: String, level: Logger.Level = .info, options: LogOptions = .forStandardError(),
        output: LogOutput = .standardError, metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        self.options = options
        self.output = output
        self.metadataProvider = metadataProvider
        logLevel = level
    }

    /// Makes every logger of the process write to standard error; to be called once, at the start.
    public static func bootstrap(level: Logger.Level = .info, format: LogOptions.Format = .text) {
        let options = LogOptions.forStandardError(format: format)
        LoggingSystem.bootstrap(
            { label, provider in
                LineLogHandler(label: label, level: level, options: options, metadataProvider: provider)
            }, metadataProvider: nil)
    }

    /// Metadata of every message, by key.
    public subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a message.
    public func log(event: LogEvent) {
        var values = (metadataProvider?.get() ?? [:]).merging(metadata) { $1 }
        values.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { values["error"] = "\(error)" }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let line = LogLine(
            level: event.level, label: label, message: event.message.description, metadata: values, time: time)
        output.write(line.text(options) + "\n")
    }
}
