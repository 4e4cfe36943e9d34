internal import Encoder
internal import Synchronization

/// What a model says of many items, on several threads.
enum ParallelPrediction {
    /// Most sub-words that are taken through the model at once.
    private static let batchTokens = 1024

    /// The predictions in the order of the items; nil when it was stopped.
    static func run<Model: TrainableModel>(
        _ model: Model, _ items: [Model.Item], threads: Int, progress: @Sendable (Double) -> Void,
        isStopped: @Sendable () -> Bool
    ) -> [Model.Prediction]? {
        let plan = BatchPlan.batches(lengths: items.map(\.tokenCount), bound: batchTokens)
        let found = Mutex([Model.Prediction?](repeating: nil, count: items.count))
        let finished = Atomic(0)
        let workers = min(threads, max(plan.count, 1))
        Parallel.forEach(workers, threads: workers) { worker in
            let workspace = model.makeWorkspace()
            // Neighbours in the plan cost alike: each worker takes every n-th.
            for batch in stride(from: worker, to: plan.count, by: workers) {
                guard !isStopped() else { return }
                let predictions = model.predict(plan[batch].map { items[$0] }, workspace: workspace)
                found.withLock { found in
                    for (index, prediction) in zip(plan[batch], predictions) { found[index] = prediction }
                }
                progress(Double(finished.add(1, ordering: .relaxed).newValue) / Double(plan.count))
            }
        }
        return isStopped() ? nil : found.withLock { $0.compactMap { $0 } }
    }
}
