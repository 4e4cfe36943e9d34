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
final class Trainer {
    let model: TrainableEntityModel
    let optimizer: AdamW
    let average: WeightAverage?
    let schedule: LearningRateSchedule
    var parameters: ParameterBuffer { model.parameters }

    private let gradients: [GradientBuffer]
    private let workspaces: [TrainingWorkspace]
    private let microTokens: Int
    private let seed: UInt64
    private let threads: Int

    init(
        model: TrainableEntityModel, configuration: TrainingConfiguration, schedule: LearningRateSchedule,
        tagRows: Set<Int>, threads: Int
    ) {
        self.model = model
        self.schedule = schedule
        self.threads = threads
        optimizer = AdamW(parameters: model.parameters, options: configuration.optimizer.options, tagRows: tagRows)
        average = configuration.optimizer.average.map { WeightAverage(of: model.parameters, decay: $0) }
        let shards = configuration.schedule.shards
        gradients = (0..<shards).map { _ in GradientBuffer(layout: model.parameters) }
        workspaces = (0..<shards).map { _ in TrainingWorkspace(model.options) }
        microTokens = configuration.schedule.microTokens
        seed = UInt64(configuration.schedule.seed)
    }

    /// Makes the step that has this number, from 0.
    func step(_ number: Int, batch: [TrainingSequence]) -> TrainingStep {
        let shards = Self.shards(of: batch, count: gradients.count)
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

    /// Adds the gradients of a shard, some sequences at a time.
    private func run(_ sequences: [TrainingSequence], shard: Int, step: Int) -> StepResult {
        var result = StepResult()
        for (number, micro) in Self.microBatches(of: sequences, tokens: microTokens).enumerated() {
            let place = UInt64(step) << 24 | UInt64(shard) << 16 | UInt64(number)
            var random = RandomStream(seed: seed, purpose: .dropout, number: place)
            let part = model.step(
                micro, seed: random.next(), gradients: gradients[shard], workspace: workspaces[shard])
            result = result + part
        }
        return result
    }

    /// Cuts a batch into shards of about the same number of sub-words: the longest sequence first, each to the shard that
    /// has least.
    static func shards(of batch: [TrainingSequence], count: Int) -> [[TrainingSequence]] {
        var shards = [[TrainingSequence]](repeating: [], count: count)
        var loads = [Int](repeating: 0, count: count)
        let order = batch.indices.sorted { (batch[$1].tokenCount, $0) < (batch[$0].tokenCount, $1) }
        for index in order {
            let shard = loads.indices.reduce(0) { loads[$1] < loads[$0] ? $1 : $0 }
            shards[shard].append(batch[index])
            loads[shard] += batch[index].tokenCount
        }
        return shards
    }

    /// Cuts sequences into runs of at most `tokens` sub-words, or of one sequence.
    static func microBatches(of sequences: [TrainingSequence], tokens: Int) -> [[TrainingSequence]] {
        var batches: [[TrainingSequence]] = []
        var room = 0
        for sequence in sequences {
            if batches.isEmpty || sequence.tokenCount > room {
                batches.append([])
                room = tokens
            }
            batches[batches.count - 1].append(sequence)
            room -= sequence.tokenCount
        }
        return batches
    }
}
