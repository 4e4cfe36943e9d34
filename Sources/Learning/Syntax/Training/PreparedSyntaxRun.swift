internal import Encoder
internal import Files
internal import Tensors
internal import WordPieces

/// What a run of the syntax model has read and made before its first step.
struct PreparedSyntaxRun: PreparedTask {
    let configuration: SyntaxTrainingConfiguration
    let data: SyntaxData
    let start: StartingModel
    let steps: StepPlan
    let trainer: Trainer<TrainableSyntaxModel>
    let evaluator: SyntaxEvaluator
    let digest: String

    /// Reads treebanks and the model to start from, and makes the trainer.
    init(_ configuration: SyntaxTrainingConfiguration, data folder: String?, jobs: Int) throws {
        self.configuration = configuration
        let schedule = configuration.schedule, seed = UInt64(schedule.seed)
        start = try StartingModel(
            folder: configuration.initialise,
            adding: configuration.corpora.flatMap { [$0.tag.open, $0.tag.close].compactMap { $0 } })
        var encoder = start.encoder
        if let layers = configuration.model.layers {
            guard layers <= encoder.layerCount else {
                throw TrainingError(.tooManyLayers(layers, limit: encoder.layerCount), path: start.folder)
            }
            encoder.layerCount = layers
        }
        guard schedule.maximumSubwords <= encoder.maximumPositions else {
            throw TrainingError(
                .tooLong(schedule.maximumSubwords, limit: encoder.maximumPositions), path: start.folder)
        }
        let limits = SyntaxData.Limits(
            trainSubwords: schedule.maximumSubwords, trainWords: configuration.maximumWords,
            develSubwords: encoder.maximumPositions, trainSentences: configuration.sentences,
            develSentences: configuration.evaluation.sentences, minimumCount: configuration.model.minimumCount)
        let data = try SyntaxData(
            configuration.corpora, tokenizer: start.tokenizer, readsFirst: configuration.model.word == .first,
            folder: folder ?? configuration.data ?? "", limits: limits, seed: seed)
        self.data = data
        evaluator = SyntaxEvaluator(devel: data.devel, inventory: data.inventory, threads: jobs)
        steps = StepPlan(
            batches: (0..<schedule.epochs).map { Self.plan(data, epoch: $0, schedule: schedule).count },
            accumulate: schedule.accumulate, limit: schedule.steps,
            evaluationsPerEpoch: configuration.evaluation.perEpoch)
        guard steps.total > 0 else { throw TrainingError(.nothingToTrain, path: configuration.name) }

        let settings = configuration.model
        let options = SyntaxModelOptions(
            encoder: encoder, labels: data.inventory.counts,
            rootRelation: Int(data.inventory.relationNumber(SyntaxInventory.root)), sizes: settings.sizes,
            word: settings.word, hiddenDropout: settings.dropout, attentionDropout: settings.dropout,
            vectorDropout: settings.vectorDropout, weights: settings.weights)
        var random = RandomStream(seed: seed, purpose: .weights, number: 0)
        let parameters = try TrainableSyntaxModel.loadPretrained(
            SafetensorsFile(path: "\(start.folder)/model.safetensors"), options: options, seed: random.next())
        trainer = Trainer(
            model: TrainableSyntaxModel(options: options, parameters: parameters), optimizer: configuration.optimizer,
            schedule: schedule, steps: steps.total, tagRows: start.tagRows, threads: jobs)
        digest =
            Digest.combined([
                ("configuration", Digest.of(Array(configuration.canonical.utf8))), ("corpora", data.digest),
                ("start", start.digest),
            ]).hexadecimal
    }

    private static func plan(
        _ data: SyntaxData, epoch: Int, schedule: TrainingConfiguration.Schedule
    ) -> [[Int]] {
        EpochPlan(
            lengths: data.sequences.map(\.tokenCount), sources: data.sources.map { ($0.sequences, $0.weight) },
            batchTokens: schedule.batchTokens, seed: UInt64(schedule.seed), epoch: epoch
        ).batches
    }

    func item(_ number: Int, epoch: Int) -> SyntaxSequence { data.sequences[number] }

    var scoreNames: ScoreNames {
        ScoreNames(corpora: data.devel.map(\.name), measures: SyntaxEvaluator.measures)
    }
    var facts: [(String, TrainingLog.Value)] {
        let labels = data.inventory.counts
        return [
            ("sentences", .count(data.sequences.count)), ("sentences_left_out", .count(data.leftOut)),
            ("subwords_an_epoch", .count(data.sequences.reduce(0) { $0 + $1.tokenCount })),
            ("xpos", .count(labels.xpos)), ("upos", .count(labels.upos)), ("relations", .count(labels.relations)),
            ("constituents", .count(labels.constituents)), ("chains_replaced", .count(data.replacedChains)),
        ]
    }

    func plan(epoch: Int) -> [[Int]] { Self.plan(data, epoch: epoch, schedule: configuration.schedule) }

    func score(
        _ model: TrainableSyntaxModel, step: Int, progress: @Sendable (Double) -> Void, isStopped: @Sendable () -> Bool
    ) -> DevelScores? {
        evaluator.score(model, step: step, progress: progress, isStopped: isStopped)
    }

    func write(_ model: TrainableSyntaxModel, scores: DevelScores, to folder: String) throws {
        let folder = SyntaxModelFolder(
            path: folder, configuration: configuration, start: start, inventory: data.inventory)
        try folder.write(model, scores: scores, names: scoreNames, steps: steps.total)
    }
}
