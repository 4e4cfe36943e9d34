internal import Encoder
internal import Entities
internal import Files
internal import Tensors
internal import WordPieces

/// What a run of the entity model has read and made before its first step.
struct PreparedRun: PreparedTask {
    let configuration: TrainingConfiguration
    let data: TrainingData
    let start: StartingModel
    /// The contexts that the model is given; nil for none.
    let features: EntityFeatures?
    let steps: StepPlan
    let trainer: Trainer<TrainableEntityModel>
    let evaluator: DevelEvaluator
    let digest: String
    private let parses: CorpusParses?

    /// Reads corpora and the model to start from, and makes the trainer.
    init(_ configuration: TrainingConfiguration, _ resources: RunResources) throws {
        self.configuration = configuration
        let schedule = configuration.schedule
        var start = try StartingModel(
            folder: configuration.initialise, adding: configuration.tags.entries(of: configuration.corpora))
        let limit = start.encoder.maximumPositions
        guard schedule.maximumSubwords <= limit else {
            throw TrainingError(.tooLong(schedule.maximumSubwords, limit: limit), path: start.folder)
        }
        guard configuration.tagLayer < start.encoder.layerCount else {
            throw TrainingError(
                .tagLayer(configuration.tagLayer, layers: start.encoder.layerCount), path: start.folder)
        }
        let limits = TrainingData.Limits(
            trainSubwords: schedule.maximumSubwords, develSubwords: limit, trainSentences: configuration.sentences,
            develSentences: configuration.evaluation.sentences)
        let folder = resources.data ?? configuration.data ?? ""
        // A model that has features keeps them unless it is asked for others.
        let asked =
            configuration.features
            ?? start.features.map { TrainingConfiguration.Features(module: $0.module, context: $0.context) }
        // Before the corpora are parsed, which takes minutes.
        if let asked { try EntityFeatures.check(asked, start: start) }
        let parses = try asked.map { _ in try CorpusParses(configuration, resources: resources) }
        let corpora = try TrainingCorpora(
            configuration.corpora, folder: folder, limits: limits, seed: UInt64(schedule.seed),
            syntax: parses.flatMap { parses in asked.map { (context: $0.context, parses: parses) } })
        let features = try asked.map { try EntityFeatures($0, start: start, corpora: corpora) }
        var digests = [
            ("configuration", Digest.of(Array(configuration.canonical.utf8))), ("corpora", corpora.digest),
            ("start", start.digest),
        ]
        if let parses { digests.append(("syntax", parses.digest)) }
        if let vocabulary = configuration.vocabulary {
            let choice = try VocabularyChoice(vocabulary, corpora: corpora, folder: folder, tokenizer: start.tokenizer)
            try start.add(choice.words)
            if let texts = choice.digest { digests.append(("texts", texts)) }
        }
        self.start = start
        self.features = features
        self.parses = parses
        let data = TrainingData(
            corpora, scheme: configuration.tags, tokenizer: start.tokenizer, limits: limits, features: features)
        self.data = data
        evaluator = DevelEvaluator(devel: data.devel, threads: resources.jobs)

        let batches = (0..<schedule.epochs).map { epoch in
            data.plan(epoch: epoch, batchTokens: schedule.batchTokens, seed: UInt64(schedule.seed)).batches.count
        }
        steps = StepPlan(
            batches: batches, accumulate: schedule.accumulate, limit: schedule.steps,
            evaluationsPerEpoch: configuration.evaluation.perEpoch)
        guard steps.total > 0 else { throw TrainingError(.nothingToTrain, path: configuration.name) }

        let options = ModelOptions(
            encoder: start.encoder, labelCount: SequenceBuilder.labels.count, tagLayer: configuration.tagLayer,
            decoder: configuration.model.decoder, contexts: features?.options,
            hiddenDropout: configuration.model.dropout, attentionDropout: configuration.model.dropout,
            labelSmoothing: configuration.model.labelSmoothing)
        var random = RandomStream(seed: UInt64(schedule.seed), purpose: .weights, number: 0)
        let weights = try SafetensorsFile(path: "\(start.folder)/model.safetensors")
        let parameters = try TrainableEntityModel.loadPretrained(
            weights, options: options, seed: random.next(),
            headRows: weights.contains("classifier.weight") ? start.headRows() : nil)
        start.embedWords(in: parameters)
        trainer = Trainer(
            model: TrainableEntityModel(options: options, parameters: parameters), optimizer: configuration.optimizer,
            schedule: schedule, steps: steps.total, tagRows: start.tagRows, threads: resources.jobs)
        digest = Digest.combined(digests).hexadecimal
    }

    /// The batches of the steps of an epoch.
    func plan(epoch: Int) -> [[Int]] {
        let schedule = configuration.schedule
        return data.plan(epoch: epoch, batchTokens: schedule.batchTokens, seed: UInt64(schedule.seed)).batches
    }

    func item(_ number: Int, epoch: Int) -> TrainingSequence { data.sequences[number] }

    var scoreNames: ScoreNames { ScoreNames(corpora: data.devel.map(\.name)) }
    var facts: [(String, TrainingLog.Value)] {
        var facts: [(String, TrainingLog.Value)] = [
            ("sequences", .count(data.sequences.count)),
            ("subwords_an_epoch", .count(data.sequences.reduce(0) { $0 + $1.tokenCount })),
            ("words_added", .count(start.words.count)),
        ]
        if let parses { facts += parses.facts }
        if let features { facts.append(("context_labels", .count(features.labels.count))) }
        return facts
    }

    func score(
        _ model: TrainableEntityModel, step: Int, progress: @Sendable (Double) -> Void, isStopped: @Sendable () -> Bool
    ) -> DevelScores? {
        evaluator.score(model, step: step, progress: progress, isStopped: isStopped)
    }

    func write(_ model: TrainableEntityModel, scores: DevelScores, to folder: String) throws {
        let folder = ModelFolder(path: folder, configuration: configuration, start: start, features: features)
        try folder.write(model, scores: scores, names: scoreNames.corpora, steps: steps.total)
    }
}
