internal import Glibc

/// How well a model under training guesses hidden sub-words of held-out documents, the same ones each time.
struct MaskedEvaluator {
    /// What is measured: the share of sub-words that are guessed right, the loss of one in nats, and its exponential.
    static let measures = ["accuracy", "loss", "perplexity"]
    /// Those that are no percentages.
    static let absolute: Set<String> = ["loss", "perplexity"]

    let heldOut: [MaskedSequence]
    let threads: Int

    /// Scores a model; nil when it was stopped on the way. The score is the accuracy.
    func score(
        _ model: TrainableMaskedModel, step: Int, progress: @Sendable (Double) -> Void = { _ in },
        isStopped: @Sendable () -> Bool = { false }
    ) -> DevelScores? {
        guard !heldOut.isEmpty else { return DevelScores(step: step, values: []) }
        let predictions = ParallelPrediction.run(
            model, heldOut, threads: threads, progress: progress, isStopped: isStopped)
        guard let predictions else { return nil }
        let sum = predictions.reduce(into: MaskedPrediction()) { sum, next in
            sum.loss += next.loss
            sum.words += next.words
            sum.hits += next.hits
        }
        let words = Double(max(sum.words, 1)), accuracy = 100 * Double(sum.hits) / words, loss = sum.loss / words
        return DevelScores(step: step, values: [accuracy], measures: [[accuracy, loss, exp(loss)]])
    }
}
