import Glibc
import Logging

/// One message as a line of text or JSON, without the line break.
struct LogLine {
    /// The most bytes of a line. journald cuts lines at 48 KiB and would read the rest as a line of its own, with a
    /// priority of its own.
    static let byteLimit = 32 << 10

    /// What was said.
    var level: Logger.Level
    var label: String
    var message: String
    var metadata: Logger.Metadata
    /// When, as seconds since 1970.
    var time: timespec

    /// The line in a form, with the journal's priority in front where the journal reads it.
    func text(_ options: LogOptions) -> String {
        let body =
            switch options.format {
            case .text: options.isJournal ? plain : "\(localTime) \(level.rawValue): \(plain)"
            case .json: json
            }
        let prefix = options.isJournal ? "<\(level.priority)>" : ""
        // A JSON line is never cut: half of one is no JSON. Its message is, before it is quoted.
        return prefix + (options.format == .json ? body : Self.shortened(body, to: Self.byteLimit))
    }

    /// The message with its metadata behind it, as `key=value`: the file and the citation first.
    private var plain: String {
        let pairs = keys.map { " \(LogText.word($0))=\(LogText.word(LogText.flat(metadata[$0] ?? "")))" }
        return LogText.escaped(message) + pairs.joined()
    }

    private var json: String {
        // A character of one byte may take six when it is escaped.
        let room = Self.byteLimit / 6
        let values = keys.map { "\(LogText.quoted($0)):\(LogText.json(metadata[$0] ?? "", limit: room / 8))" }
        let fields = [
            "\"time\":\"\(universalTime)\"", "\"level\":\"\(level.rawValue)\"", "\"logger\":\(LogText.quoted(label))",
            "\"message\":\(LogText.quoted(Self.shortened(message, to: room)))",
        ]
        let rest = values.isEmpty ? [] : ["\"metadata\":{\(values.joined(separator: ","))}"]
        return "{\((fields + rest).joined(separator: ","))}"
    }

    private var keys: [String] {
        let first = [LogKey.file, LogKey.pmid].filter { metadata[$0] != nil }
        return first + metadata.keys.filter { !first.contains($0) }.sorted()
    }

    private var localTime: String {
        var parts = tm()
        var seconds = time.tv_sec
        localtime_r(&seconds, &parts)
        return Self.formatted("%Y-%m-%d %H:%M:%S", parts)
    }

    private var universalTime: String {
        var parts = tm()
        var seconds = time.tv_sec
        gmtime_r(&seconds, &parts)
        let milliseconds = String(1000 + time.tv_nsec / 1_000_000).dropFirst()
        return Self.formatted("%Y-%m-%dT%H:%M:%S", parts) + ".\(milliseconds)Z"
    }

    private static func formatted(_ format: String, _ parts: tm) -> String {
        var parts = parts
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A text of at most about `limit` bytes that says how much of it is missing.
    static func shortened(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = ""
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > limit { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + " [\(text.utf8.count - kept.utf8.count) bytes more]"
    }
}

extension Logger.Level {
    /// The priority of syslog (RFC 5424, table 2) and the journal.
    var priority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
