/// Why a corpus was refused.
public struct CorpusError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// The file cannot be read; the system's reason.
        case unreadable(String)
        /// The file holds no sentence.
        case noSentence
        /// A line has this many columns instead of two.
        case columns(Int)
        /// A line has no token before the tab.
        case emptyToken
        /// A line has a label other than B, I and O.
        case unknownLabel(String)
        /// A line is not UTF-8.
        case invalidUTF8
    }

    /// What is wrong.
    public let kind: Kind
    /// The file as it was named by the caller.
    public let file: String
    /// Number of the line, from 1; nil when the error is that of the whole file.
    public let line: Int?

    /// Makes an error about a file or one of its lines.
    public init(kind: Kind, file: String, line: Int? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
    }
}

extension CorpusError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem); \(remedy)"
    }

    private var problem: String {
        switch kind {
        case .unreadable(let reason): "the corpus cannot be read: \(reason)"
        case .noSentence: "the corpus has no sentence"
        case .columns(let count): "the line has \(count) column\(count == 1 ? "" : "s") instead of 2"
        case .emptyToken: "the line has no token before its tab"
        case .unknownLabel(let label): "\"\(label)\" is no label"
        case .invalidUTF8: "the line is not UTF-8"
        }
    }

    /// What the person who named the file can do.
    public var remedy: String {
        switch kind {
        case .unreadable: "check the path and its permissions"
        case .noSentence: "give a file with a token, a tab and B, I or O a line"
        case .columns: "write a token, a tab and B, I or O, and an empty line between sentences"
        case .emptyToken: "remove the line or write its token"
        case .unknownLabel: "use B, I or O without a type"
        case .invalidUTF8: "convert the file to UTF-8"
        }
    }
}
