/// A sequence some of whose sub-words are hidden: the model is asked for what stood there (Devlin et al. 2019,
/// section 3.1).
public struct MaskedSequence: TrainingItem, EncodedSequence, Equatable {
    /// `[CLS]`, the sub-words as the encoder sees them, `[SEP]`.
    public var ids: [Int32]
    /// The places that are asked for, as numbers in `ids`, in rising order.
    public var positions: [Int32]
    /// For each of them the sub-word that stood there.
    public var gold: [Int32]

    /// Makes a sequence.
    public init(ids: [Int32], positions: [Int32], gold: [Int32]) {
        precondition(ids.count >= 2, "a sequence has its two special tokens")
        precondition(positions.count == gold.count, "a sub-word a place")
        self.ids = ids
        self.positions = positions
        self.gold = gold
    }

    /// Sub-words that the encoder sees.
    public var tokenCount: Int { ids.count }

    /// There are no tags around running text.
    var open: Int32? { nil }
    var close: Int32? { nil }
    var readPositions: [Int32] { positions }
}

/// How well a model guesses the hidden sub-words of a sequence.
public struct MaskedPrediction: Sendable, Equatable {
    /// The loss summed over them, in nats.
    public var loss: Double
    /// How many they are, and for how many no other sub-word has a higher logit than the right one.
    public var words: Int, hits: Int

    /// Makes a prediction.
    public init(loss: Double = 0, words: Int = 0, hits: Int = 0) {
        self.loss = loss
        self.words = words
        self.hits = hits
    }
}
