/// What is tagged, and how the work is cut.
public struct EntityTaggerOptions: Sendable, Equatable {
    /// Names of the tags to use, in order; empty for the model's own choice (`EntityModel.defaultTags`).
    public var tags: [String]
    /// Sub-words that are encoded together, at least 1: more make larger products, fewer take less memory.
    public var batchTokens: Int
    /// Mentions with a lower score are left out; 0 keeps all.
    public var minimumScore: Float

    /// Makes options; those left out are the ones that the service uses.
    public init(tags: [String] = [], batchTokens: Int = 512, minimumScore: Float = 0) {
        precondition(batchTokens > 0, "a batch holds at least one sub-word")
        self.tags = tags
        self.batchTokens = batchTokens
        self.minimumScore = minimumScore
    }
}
