/// Why a file of texts cannot be trained on.
public struct TextError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A line is not UTF-8.
        case invalidUTF8
        /// The file holds no document.
        case noDocument
        /// The file's zstd frames are damaged; what the library says.
        case damaged(String)
        /// The file ends within a zstd frame.
        case truncated
    }

    /// What is wrong.
    public let kind: Kind
    /// The file as it was named.
    public let file: String
    /// Number of the line, from 1; nil when the error is that of the whole file.
    public let line: Int?

    /// Makes an error about a file or one of its lines.
    public init(_ kind: Kind, file: String, line: Int? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
    }
}

extension TextError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(problem); \(remedy)" }

    private var problem: String {
        switch kind {
        case .invalidUTF8: "the line is not UTF-8"
        case .noDocument: "the file has no document"
        case .damaged(let words): "the zstd file is damaged (\(words))"
        case .truncated: "the zstd file ends before its last frame does"
        }
    }

    private var remedy: String {
        switch kind {
        case .invalidUTF8: "convert the file to UTF-8"
        case .noDocument: "take it out of `texts`, or write one document a line into it"
        case .damaged: "check it with `zstd --test`, and fetch or make it again"
        case .truncated: "fetch or make it again"
        }
    }
}
