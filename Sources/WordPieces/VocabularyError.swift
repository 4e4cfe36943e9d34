/// Why a vocabulary cannot be used.
public struct VocabularyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Sendable, Equatable {
        /// The file cannot be read, for the system's reason.
        case unreadable(reason: String)
        /// The file holds no entry.
        case empty
        /// The line is no UTF-8.
        case invalidUTF8
        /// The line is blank, so the entries after it would be misnumbered.
        case blankLine
        /// The line repeats the entry of an earlier line.
        case duplicate(entry: String, firstLine: Int)
        /// A special entry that every BERT vocabulary has is not there.
        case missing(entry: String)
        /// There are more entries than a 32-bit number counts, or bytes than a 32-bit offset reaches.
        case tooLarge
    }

    /// What is wrong.
    public let code: Code
    /// The vocabulary file, or the name that its maker gave it.
    public let file: String
    /// The line, from 1, where the problem belongs to one.
    public let line: Int?

    /// Makes an error about a file, or about one of its lines.
    public init(_ code: Code, file: String, line: Int? = nil) {
        self.code = code
        self.file = file
        self.line = line
    }

    /// Place, problem and remedy on one line.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(problem)"
    }

    /// What is wrong and what to do about it.
    private var problem: String {
        switch code {
        case .unreadable(let reason):
            "cannot read the vocabulary: \(reason); name the vocab.txt of a BERT model folder"
        case .empty:
            "the vocabulary is empty; a vocab.txt holds one entry a line"
        case .invalidUTF8:
            "the line is not UTF-8; save the vocabulary as UTF-8"
        case .blankLine:
            "the line is blank, which would shift the numbers of all later entries; take the original vocab.txt"
        case .duplicate(let entry, let firstLine):
            "the entry \"\(entry)\" is already on line \(firstLine); take the original vocab.txt of the model"
        case .missing(let entry):
            "the entry \(entry) is missing; only vocabularies of BERT models (with [UNK], [CLS] and [SEP]) can be used"
        case .tooLarge:
            "the vocabulary is over 2 GiB; a vocab.txt holds some ten thousand entries"
        }
    }
}
