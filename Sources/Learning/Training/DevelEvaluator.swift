internal import Entities
internal import Scoring

/// Strict entity scores of a model under training on the devel splits.
struct DevelEvaluator {
    let devel: [TrainingData.Devel]
    let threads: Int

    /// Scores a model; nil when it was stopped on the way.
    ///
    /// - Parameters:
    ///   - progress: called with the share that is done.
    ///   - isStopped: asked between batches.
    func score(
        _ model: TrainableEntityModel, step: Int, progress: @Sendable (Double) -> Void = { _ in },
        isStopped: @Sendable () -> Bool = { false }
    ) -> DevelScores? {
        let labels = ParallelPrediction.run(
            model, devel.flatMap(\.sequences), threads: threads, progress: progress, isStopped: isStopped)
        guard let labels else { return nil }
        var f1: [Double] = []
        var first = 0
        for part in devel {
            var score = EntityScore()
            for (sentence, windows) in zip(part.sentences, part.windows) {
                let predicted = windows.flatMap { labels[first + $0] }.map { SequenceBuilder.labels[Int($0)] }
                score.add(gold: sentence.labels, predicted: predicted)
            }
            first += part.sequences.count
            f1.append(score.f1)
        }
        return DevelScores(step: step, values: f1)
    }
}
