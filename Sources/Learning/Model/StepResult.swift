/// What a step over a batch gives.
public struct StepResult: Sendable, Equatable {
    /// The loss summed over all labelled words (softmax) or sentences (conditional random field), in nats.
    public var loss: Double
    /// How many words were labelled.
    public var words: Int
    /// The parts that the loss is the sum of, by name and before they are weighted, for the log; none where it is one.
    public var parts: [Part]

    /// One of several losses.
    public struct Part: Sendable, Equatable {
        /// What it is a loss of.
        public var name: String
        /// Its sum.
        public var loss: Double
    }

    /// Makes a result.
    public init(loss: Double = 0, words: Int = 0, parts: [Part] = []) {
        self.loss = loss
        self.words = words
        self.parts = parts
    }

    /// The results of two shards together.
    public static func + (left: StepResult, right: StepResult) -> StepResult {
        var sum = StepResult(loss: left.loss + right.loss, words: left.words + right.words, parts: left.parts)
        for part in right.parts {
            if let place = sum.parts.firstIndex(where: { $0.name == part.name }) {
                sum.parts[place].loss += part.loss
            } else {
                sum.parts.append(part)
            }
        }
        return sum
    }
}
