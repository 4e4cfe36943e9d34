/// What a step over a batch gives.
public struct StepResult: Sendable, Equatable {
    /// The loss summed over all labelled words (softmax) or sentences (conditional random field), in nats.
    public var loss: Double
    /// How many words were labelled.
    public var words: Int

    /// Makes a result.
    public init(loss: Double = 0, words: Int = 0) {
        self.loss = loss
        self.words = words
    }

    /// The results of two shards together.
    public static func + (left: StepResult, right: StepResult) -> StepResult {
        StepResult(loss: left.loss + right.loss, words: left.words + right.words)
    }
}
