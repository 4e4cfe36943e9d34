internal import Encoder
internal import Files
internal import Tensors
internal import WordPieces

/// What a run that goes on with the training of an encoder has read and made before its first step.
struct PreparedPretraining: PreparedTask {
    let configuration: PretrainingConfiguration
    let data: PretrainingData
    let start: StartingModel
    let steps: StepPlan
    let trainer: Trainer<TrainableMaskedModel>
    let digest: String
    private let masking: WordMasking
    private let evaluator: MaskedEvaluator
    /// Whether the start has a head to go on with.
    private let hasHead: Bool

    /// Reads texts and the model to start from, and makes the trainer.
    init(_ configuration: PretrainingConfiguration, _ resources: RunResources) throws {
        self.configuration = configuration
        let schedule = configuration.schedule, seed = UInt64(schedule.seed)
        start = try StartingModel(folder: configuration.initialise, adding: [])
        let encoder = start.encoder, vocabulary = start.tokenizer.vocabulary
        guard schedule.maximumSubwords <= encoder.maximumPositions else {
            throw TrainingError(
                .tooLong(schedule.maximumSubwords, limit: encoder.maximumPositions), path: start.folder)
        }
        guard let masking = WordMasking(configuration.masking, vocabulary: vocabulary, seed: seed) else {
            throw TrainingError(.noMask, path: "\(start.folder)/vocab.txt")
        }
        self.masking = masking
        let limits = PretrainingData.Limits(
            subwords: schedule.maximumSubwords, heldOut: configuration.heldOut,
            scored: configuration.evaluation.sentences)
        let data = try PretrainingData(
            configuration.texts, folder: resources.data ?? configuration.data ?? "", tokenizer: start.tokenizer,
            masking: masking, limits: limits, seed: seed, isStopped: resources.isStopped)
        self.data = data
        evaluator = MaskedEvaluator(
            heldOut: data.heldOut.enumerated().map {
                masking.apply($0.element, number: $0.offset, epoch: WordMasking.fixed)
            },
            threads: resources.jobs)
        steps = StepPlan(
            batches: (0..<schedule.epochs).map { Self.plan(data, epoch: $0, schedule: schedule).count },
            accumulate: schedule.accumulate, limit: schedule.steps,
            evaluationsPerEpoch: configuration.evaluation.perEpoch)
        guard steps.total > 0 else { throw TrainingError(.noTextToTrain, path: configuration.name) }

        let options = MaskedModelOptions(
            encoder: encoder, hiddenDropout: configuration.model.dropout,
            attentionDropout: configuration.model.dropout)
        let weights = try SafetensorsFile(path: "\(start.folder)/model.safetensors")
        hasHead = TrainableMaskedModel.hasHead(weights, options: options)
        var random = RandomStream(seed: seed, purpose: .weights, number: 0)
        let parameters = try TrainableMaskedModel.loadPretrained(
            weights, options: options, counts: data.counts(entries: vocabulary.count), seed: random.next())
        trainer = Trainer(
            model: TrainableMaskedModel(options: options, parameters: parameters), optimizer: configuration.optimizer,
            schedule: schedule, steps: steps.total, tagRows: [], threads: resources.jobs)
        digest =
            Digest.combined([
                ("configuration", Digest.of(Array(configuration.canonical.utf8))), ("texts", data.digest),
                ("start", start.digest),
            ]).hexadecimal
    }

    private static func plan(
        _ data: PretrainingData, epoch: Int, schedule: TrainingConfiguration.Schedule
    ) -> [[Int]] {
        EpochPlan(
            lengths: data.sequences.map(\.count), sources: data.sources.map { ($0.sequences, $0.weight) },
            batchTokens: schedule.batchTokens, seed: UInt64(schedule.seed), epoch: epoch
        ).batches
    }

    func item(_ number: Int, epoch: Int) -> MaskedSequence {
        masking.apply(data.sequences[number], number: number, epoch: epoch)
    }

    var scoreNames: ScoreNames {
        ScoreNames(
            corpora: data.heldOut.isEmpty ? [] : ["held-out"], measures: MaskedEvaluator.measures,
            absolute: MaskedEvaluator.absolute)
    }

    var facts: [(String, TrainingLog.Value)] {
        [
            ("documents", .count(data.documents)), ("documents_held_out", .count(data.heldOutDocuments)),
            ("sequences", .count(data.sequences.count)), ("sequences_scored", .count(data.heldOut.count)),
            ("subwords_an_epoch", .count(data.sequences.reduce(0) { $0 + $1.count })),
            ("head", .text(hasHead ? "of the start" : "new")),
        ]
    }

    func plan(epoch: Int) -> [[Int]] { Self.plan(data, epoch: epoch, schedule: configuration.schedule) }

    func score(
        _ model: TrainableMaskedModel, step: Int, progress: @Sendable (Double) -> Void, isStopped: @Sendable () -> Bool
    ) -> DevelScores? {
        evaluator.score(model, step: step, progress: progress, isStopped: isStopped)
    }

    func write(_ model: TrainableMaskedModel, scores: DevelScores, to folder: String) throws {
        let folder = EncoderFolder(path: folder, configuration: configuration, start: start)
        try folder.write(model, scores: scores, names: scoreNames, steps: steps.total)
    }
}
