/// How sentences are parsed, and how the work is cut.
public struct SyntaxParserOptions: Sendable, Equatable {
    /// Name of the corpus whose style is asked for; nil for the model's own choice (`SyntaxModel.defaultTag`).
    public var tag: String?
    /// Sub-words that are encoded together, at least 1: more make larger products, fewer take less memory.
    public var batchTokens: Int
    /// Words that a sentence may have, at least 1; longer ones are parsed in pieces.
    public var maximumWords: Int

    /// The version of how sentences are cut and trees decoded; it rises when the same weights come to give other trees.
    public static let version = 1

    /// All that trees depend on beside the model: parses under equal names are equal.
    public var identity: String { "version \(Self.version), tag \(tag ?? "of the model"), \(maximumWords) words" }

    /// Makes options; those left out are the ones that the service uses.
    public init(tag: String? = nil, batchTokens: Int = 512, maximumWords: Int = 400) {
        precondition(batchTokens > 0, "a batch holds at least one sub-word")
        precondition(maximumWords > 0, "a piece has at least one word")
        self.tag = tag
        self.batchTokens = batchTokens
        self.maximumWords = maximumWords
    }
}
