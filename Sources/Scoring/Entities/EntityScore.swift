/// Strict entity scores, accumulated sentence by sentence.
public struct EntityScore: MatchCounts, Sendable, Equatable {
    /// Number of mentions in the gold labels.
    public private(set) var gold: Int
    /// Number of mentions in the predicted labels.
    public private(set) var predicted: Int
    /// Number of predicted mentions with both boundaries of a gold one.
    public private(set) var correct: Int

    /// The score of counts made elsewhere; by default of nothing.
    ///
    /// `correct` must be no more than `gold` and no more than `predicted`.
    public init(gold: Int = 0, predicted: Int = 0, correct: Int = 0) {
        precondition(0 <= correct && correct <= min(gold, predicted), "a correct mention is both gold and predicted")
        self.gold = gold
        self.predicted = predicted
        self.correct = correct
    }

    /// Adds a sentence: its gold labels and as many predicted ones.
    public mutating func add(gold goldLabels: [BIOLabel], predicted predictedLabels: [BIOLabel]) {
        precondition(goldLabels.count == predictedLabels.count, "a sentence has one predicted label a gold label")
        let expected = BIOLabel.mentions(in: goldLabels)
        let found = BIOLabel.mentions(in: predictedLabels)
        gold += expected.count
        predicted += found.count
        correct += Set(expected).intersection(found).count
    }

    /// The score over the sentences of both.
    public static func + (left: EntityScore, right: EntityScore) -> EntityScore {
        EntityScore(
            gold: left.gold + right.gold,
            predicted: left.predicted + right.predicted,
            correct: left.correct + right.correct
        )
    }
}
