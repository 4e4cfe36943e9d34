/// Where a run stands, apart from its numbers: what a checkpoint keeps in words. It holds no times: two runs of the
/// same steps have equal checkpoints.
struct RunState: Codable, Equatable {
    /// A point of the loss curve.
    struct Loss: Codable, Equatable {
        /// Steps made.
        var step: Int
        /// Mean loss a labelled word since the point before, in nats.
        var value: Double
    }

    /// Digest of all that the bits depend on.
    var digest: String
    /// Steps made.
    var step = 0
    /// Sub-words seen.
    var tokens = 0
    /// Loss and words since the last point of the curve.
    var pendingLoss: Double = 0, pendingWords = 0
    /// The loss curve.
    var losses: [Loss] = []
    /// The scores on devel.
    var evaluations: [DevelScores] = []

    /// The evaluation with the highest mean, the first of equals; the last where nothing is scored.
    var best: DevelScores? {
        evaluations.reduce(nil) { best, next in
            best.map { next.mean > $0.mean || next.values.isEmpty ? next : $0 } ?? next
        }
    }

    /// Takes a step into account.
    mutating func add(_ step: TrainingStep) {
        self.step += 1
        tokens += step.tokens
        pendingLoss += step.result.loss
        pendingWords += step.result.words
    }

    /// Closes a point of the loss curve and gives its value.
    mutating func closeLoss() -> Double {
        let value = pendingLoss / Double(max(pendingWords, 1))
        losses.append(Loss(step: step, value: value))
        pendingLoss = 0
        pendingWords = 0
        return value
    }
}
