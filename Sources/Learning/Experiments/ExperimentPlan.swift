public import Configuration
internal import Entities
internal import Files

/// The training runs that an experiment needs.
struct ExperimentPlan {
    /// A run, which several rows may share.
    struct Run: Equatable {
        /// Folder of the run below the output: a readable name and a digest of its settings.
        var folder: String
        var configuration: TrainingConfiguration
    }

    /// The columns of the table: names of corpora.
    let columns: [String]
    /// For each variant its runs: one, or one a column where each corpus has a model of its own; and that for each
    /// seed.
    let runs: [[Run]]

    /// Plans an experiment upon a training configuration.
    init(_ definition: ExperimentDefinition, training: TrainingConfiguration) throws(DefinitionError) {
        let known = training.corpora.map(\.name)
        func check(_ names: [String], _ subject: String) throws(DefinitionError) {
            for name in names where !known.contains(name) {
                throw DefinitionError(
                    file: definition.name, line: nil, problem: "\(subject) names the corpus \(name)",
                    remedy: "the training file knows \(known.joined(separator: ", "))")
            }
        }
        let columns = definition.columns ?? known
        try check(columns, "`columns`")
        var runs: [[Run]] = []
        for variant in definition.variants {
            try check(variant.corpora ?? [], "variant \(variant.name)")
            try check(variant.paper.keys.sorted(), "`paper` of \(variant.name)")
            guard !variant.cited else {
                runs.append([])
                continue
            }
            let groups = variant.separate ? columns.map { [$0] } : [variant.corpora ?? columns]
            var ofVariant: [Run] = []
            for seed in definition.seeds(of: variant, training: training) {
                for corpora in groups {
                    let run = try Self.run(
                        of: variant, corpora: corpora, seed: seed, definition: definition, training: training)
                    ofVariant.append(run)
                }
            }
            runs.append(ofVariant)
        }
        self.columns = columns
        self.runs = runs
    }

    /// All runs, each once, in the order of the rows.
    var distinct: [Run] {
        runs.joined().reduce(into: []) { distinct, run in
            if !distinct.contains(where: { $0.folder == run.folder }) { distinct.append(run) }
        }
    }

    private static func run(
        of variant: ExperimentDefinition.Variant, corpora: [String], seed: Int, definition: ExperimentDefinition,
        training: TrainingConfiguration
    ) throws(DefinitionError) -> Run {
        var configuration = training
        // Each corpus counts as it is, as in the paper, whatever the training file makes of it.
        configuration.corpora = training.corpora.filter { corpora.contains($0.name) }.map { corpus in
            var corpus = corpus
            corpus.weight = 1
            return corpus
        }
        configuration.tags = variant.tags
        configuration.tagLayer = variant.tagLayer
        configuration.model.decoder = variant.decoder ?? training.model.decoder
        configuration.features = variant.features ?? training.features
        let budget = definition.budget
        configuration.schedule.epochs = budget.epochs ?? training.schedule.epochs
        configuration.schedule.steps = budget.steps ?? training.schedule.steps
        configuration.schedule.batchTokens = budget.batchTokens ?? training.schedule.batchTokens
        configuration.schedule.seed = seed
        configuration.sentences = budget.sentences ?? training.sentences
        configuration.evaluation.sentences = budget.develSentences ?? training.evaluation.sentences
        configuration.optimizer.learningRate = budget.learningRate ?? training.optimizer.learningRate
        if let average = budget.average { configuration.optimizer.average = average == 0 ? nil : average }
        try variant.settings?.apply(to: &configuration)

        // Tables share runs: what a run is called says what it is, not which table asked for it.
        var name = corpora.count == 1 ? corpora[0] : "\(corpora.count)-corpora"
        name += "-\(configuration.tags.naming.rawValue)\(configuration.tags.closing ? "" : "-open")"
        if configuration.tagLayer > 0 { name += "-layer\(configuration.tagLayer)" }
        if configuration.model.decoder == .crf { name += "-crf" }
        if let features = configuration.features {
            name += "-\(features.module.rawValue)-\(features.context.rawValue)"
        }
        configuration.name = name
        let digest = Digest.of(Array(configuration.canonical.utf8)).hexadecimal.prefix(8)
        return Run(folder: "\(name)-\(digest)", configuration: configuration)
    }
}

extension ExperimentDefinition {
    /// The seeds that a variant is trained with. A seed among its settings is the only one.
    func seeds(of variant: Variant, training: TrainingConfiguration) -> [Int] {
        let single = [budget.seed ?? training.schedule.seed]
        if variant.settings?.sets("schedule.seed") == true { return single }
        return variant.seeds ?? seeds ?? single
    }

    /// Checks that every variant can be trained upon a training configuration.
    public func check(upon training: TrainingConfiguration) throws(DefinitionError) {
        _ = try ExperimentPlan(self, training: training)
    }
}
