/// Why a model folder or a choice of its tags was refused.
public struct EntityModelError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A file of the folder is missing or cannot be read; the reason.
        case unreadable(String)
        /// A file is not what its name says; the reason.
        case malformed(String)
        /// The room that reads the file refused it; that room's whole message.
        case refused(String)
        /// The configuration lacks the key.
        case missingKey
        /// The configuration's value cannot be used; what it is and what it should be.
        case value(found: String, expected: String)
        /// The model needs something that this version cannot do; what that is.
        case unsupported(String)
        /// The labels are not B, I and O, each once, or `id2label` gives another order.
        case labels([String])
        /// Two tags have one name.
        case duplicateTag(String)
        /// A tag's token is not in the vocabulary.
        case tokenNotInVocabulary(String)
        /// The vocabulary's entries are not as many as the configuration says.
        case vocabularySize(configured: Int, entries: Int)
        /// A tensor has another shape than the model needs.
        case shape(found: [Int], expected: [Int])
        /// Tags were asked for that the model cannot tell apart, as it was trained without tags; their names.
        case indistinctTags([String])
        /// A tag was asked for that the model does not know; the names it knows.
        case unknownTag(String, known: [String])
    }

    /// What is wrong.
    public let kind: Kind
    /// The file, or the model's folder, that the error is about.
    public let file: String
    /// The key or the tensor, with its path ("syntag.tags[0].type"); nil when the error is that of the whole file.
    public let key: String?

    /// Makes an error about a file or one of its keys.
    public init(kind: Kind, file: String, key: String? = nil) {
        self.kind = kind
        self.file = file
        self.key = key
    }
}
