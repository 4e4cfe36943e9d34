internal import Encoder
internal import Glibc

/// What one step did.
struct TrainingStep: Equatable {
    /// Loss and words of the batch.
    var result: StepResult
    /// Sub-words of the batch, tags included.
    var tokens: Int
    /// The 2-norm of the gradient before clipping.
    var norm: Double
    /// The learning rate.
    var rate: Float
}

/// The moving parts of a run: a model, its optimizer, the average of its weights, and a gradient for every shard.
///
/// A batch is cut into a fixed number of shards of about the same number of sub-words. Threads take shards as they are
/// free, and the shards' gradients are added in their order: so equal batches give equal bits, whatever the threads do.
final class Trainer<Model: TrainableModel> {
    let model: Model
    let optimizer: AdamW
    let average: WeightAverage?
    let schedule: LearningRateSchedule
    var parameters: ParameterBuffer { model.parameters }

    private let gradients: [GradientBuffer]
    private let workspaces: [Model.Workspace]
    private let microTokens: Int
    private let seed: UInt64
    private let threads: Int

    /// Makes the trainer of a run of `steps` steps.
    init(
        model: Model, optimizer: TrainingConfiguration.Optimizer, schedule: TrainingConfiguration.Schedule, steps: Int,
        tagRows: Set<Int>, threads: Int
    ) {
        self.model = model
        self.threads = threads
        self.schedule = LearningRateSchedule(
            peak: optimizer.learningRate, warmupShare: optimizer.warmup, total: steps)
        self.optimizer = AdamW(parameters: model.parameters, options: optimizer.options, tagRows: tagRows)
        average = optimizer.average.map { WeightAverage(of: model.parameters, decay: $0) }
        gradients = (0..<schedule.shards).map { _ in GradientBuffer(layout: model.parameters) }
        workspaces = (0..<schedule.shards).map { _ in model.makeWorkspace() }
        microTokens = schedule.microTokens
        seed = UInt64(schedule.seed)
    }

    /// Makes the step that has this number, from 0.
    func step(_ number: Int, batch: [Model.Item]) -> TrainingStep {
        let shards = BatchCut.shards(of: batch, count: gradients.count)
        var results = [StepResult](repeating: StepResult(), count: shards.count)
        results.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let results = buffer
            nonisolated(unsafe) let trainer = self
            Parallel.forEach(shards.count, threads: threads) { shard in
                results[shard] = trainer.run(shards[shard], shard: shard, step: number)
            }
        }
        for other in gradients.dropFirst() { GradientSum.add(other, to: gradients[0], threads: threads) }

        let result = results.reduce(StepResult(), +)
        let rate = schedule.rate(at: number)
        let norm = optimizer.step(
            parameters, gradients: gradients[0], scale: 1 / Float(max(result.words, 1)), rate: rate, average: average,
            threads: threads)
        nonisolated(unsafe) let gradients = gradients
        Parallel.forEach(gradients.count, threads: threads) { gradients[$0].reset() }
        model.refresh(threads: threads)
        return TrainingStep(
            result: result, tokens: batch.reduce(0) { $0 + $1.tokenCount }, norm: norm, rate: rate)
    }

    /// Adds the gradients of a shard, some items at a time.
    private func run(_ items: [Model.Item], shard: Int, step: Int) -> StepResult {
        var result = StepResult()
        let batches = BatchPlan.runs(of: items, tokens: microTokens) { $0.tokenCount }
        for (number, micro) in batches.enumerated() {
            let place = UInt64(step) << 24 | UInt64(shard) << 16 | UInt64(number)
            var random = RandomStream(seed: seed, purpose: .dropout, number: place)
            let part = model.step(
                micro, seed: random.next(), gradients: gradients[shard], workspace: workspaces[shard])
            result = result + part
        }
        return result
    }
}
