internal import Entities
internal import Scoring
internal import Synchronization

/// Strict entity scores of a model under training on the devel splits.
struct DevelEvaluator {
    /// The scores of one evaluation.
    struct Scores: Sendable, Equatable, Codable {
        /// Steps made before it.
        var step: Int
        /// F1 of each corpus, percent, in the order of the corpora.
        var f1: [Double]
        /// The mean of them.
        var mean: Double { f1.isEmpty ? 0 : f1.reduce(0, +) / Double(f1.count) }
    }

    /// Most sub-words that are taken through the model at once.
    private static let batchTokens = 1024

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
    ) -> Scores? {
        let all = devel.flatMap(\.sequences)
        let labels = predict(all, with: model, progress: progress, isStopped: isStopped)
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
        return Scores(step: step, f1: f1)
    }

    /// The labels of every sequence's words, in the order of the sequences; nil when it was stopped.
    private func predict(
        _ sequences: [TrainingSequence], with model: TrainableEntityModel, progress: @Sendable (Double) -> Void,
        isStopped: @Sendable () -> Bool
    ) -> [[Int32]]? {
        let order = sequences.indices.sorted {
            (sequences[$1].tokenCount, $0) < (sequences[$0].tokenCount, $1)
        }
        var batches: [[Int]] = []
        var room = 0
        for index in order {
            if batches.isEmpty || sequences[index].tokenCount > room {
                batches.append([])
                room = Self.batchTokens
            }
            batches[batches.count - 1].append(index)
            room -= sequences[index].tokenCount
        }
        let found = Mutex([[Int32]](repeating: [], count: sequences.count))
        let finished = Atomic(0)
        let workers = min(threads, max(batches.count, 1))
        let plan = batches
        Parallel.forEach(workers, threads: workers) { worker in
            let workspace = TrainingWorkspace(model.options)
            // Neighbours in the plan cost alike: each worker takes every n-th.
            for batch in stride(from: worker, to: plan.count, by: workers) {
                guard !isStopped() else { return }
                let labels = model.predict(plan[batch].map { sequences[$0] }, workspace: workspace)
                found.withLock { found in
                    for (index, labels) in zip(plan[batch], labels) { found[index] = labels }
                }
                progress(Double(finished.add(1, ordering: .relaxed).newValue) / Double(plan.count))
            }
        }
        return isStopped() ? nil : found.withLock { $0 }
    }
}
