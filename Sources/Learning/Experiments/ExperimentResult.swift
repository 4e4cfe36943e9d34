/// The scores of an experiment beside the paper's.
public struct ExperimentResult: Sendable, Equatable {
    /// A row of the table.
    public struct Row: Sendable, Equatable {
        /// Name of the variant.
        public var name: String
        /// Our F1 on devel by column, percent: the mean over the seeds; nil where nothing was trained.
        public var ours: [Double?]
        /// The standard deviation over the seeds of `ours`, and of their mean; nil with one seed.
        public var spread: [Double?], meanSpread: Double?
        /// The paper's F1 on the test sets by column; nil where it gives none.
        public var paper: [Double?]
        /// What it sets otherwise than the budget says, in words.
        public var settings: String
        /// Whether its figures are those of others, and nothing was trained.
        public var isCited: Bool
        /// The seeds of its runs.
        public var seeds: [Int]
        /// Steps, sub-words and seconds of training of all its runs.
        public var steps: Int, tokens: Int, seconds: Double
        /// Its runs, which other rows may share.
        public var runs: [Run]
    }

    /// The record of a run with its name and its seed.
    struct NamedRecord {
        var name: String
        var seed: Int
        var record: RunRecord
    }

    /// Name and title of the table.
    public let name: String, title: String
    /// Names of the corpora.
    public let columns: [String]
    /// The rows.
    public let rows: [Row]
    /// Place of the row that the others are compared with, or nil.
    public let baseline: Int?
    /// What every run was given, in words.
    public let budget: String
    /// The seed of all runs of rows that name none.
    public let seed: Int

    /// Gathers the variants' runs.
    init(
        definition: ExperimentDefinition, training: TrainingConfiguration, columns: [String], records: [[NamedRecord]]
    ) {
        name = definition.name
        title = definition.title
        self.columns = columns
        baseline = definition.variants.firstIndex { $0.name == definition.baseline }
        seed = definition.budget.seed ?? training.schedule.seed
        budget = Self.budget(definition, training: training)
        rows = zip(definition.variants, records).map { variant, records in
            Self.row(of: variant, columns: columns, records: records)
        }
    }

    private static func row(
        of variant: ExperimentDefinition.Variant, columns: [String], records: [NamedRecord]
    ) -> Row {
        var scores: [Int: [String: Double]] = [:]
        var seeds: [Int] = []
        for record in records {
            if scores[record.seed] == nil { seeds.append(record.seed) }
            let summary = record.record.summary
            scores[record.seed, default: [:]].merge(zip(summary.corpora, summary.f1)) { $1 }
        }
        // A row a seed, a column a corpus.
        let table = seeds.map { seed in columns.map { scores[seed]?[$0] } }
        let byColumn = columns.indices.map { column in table.map { $0[column] } }
        let summaries = records.map(\.record.summary)
        return Row(
            name: variant.name, ours: byColumn.map(Self.mean), spread: byColumn.map(Self.spread),
            meanSpread: Self.spread(table.map(Self.mean)), paper: columns.map { variant.paper[$0] },
            settings: [variant.features?.summary, variant.settings?.summary].compactMap { $0 }.joined(separator: ", "),
            isCited: variant.cited, seeds: seeds, steps: summaries.reduce(0) { $0 + $1.steps },
            tokens: summaries.reduce(0) { $0 + $1.tokens },
            seconds: summaries.reduce(0) { $0 + $1.seconds },
            runs: records.map { record in
                Run(
                    name: record.name, provenance: record.record.provenance, seconds: record.record.summary.seconds,
                    wallSeconds: record.record.wallSeconds)
            })
    }

    /// The mean of scores; nil when one is missing.
    static func mean(_ scores: [Double?]) -> Double? {
        let known = scores.compactMap { $0 }
        guard known.count == scores.count, !known.isEmpty else { return nil }
        return known.reduce(0, +) / Double(known.count)
    }

    /// The standard deviation of scores, as that of a sample; nil for fewer than two and when one is missing.
    static func spread(_ scores: [Double?]) -> Double? {
        guard scores.count > 1, let mean = mean(scores) else { return nil }
        let squares = scores.compactMap { $0 }.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(scores.count - 1)).squareRoot()
    }

    private static func budget(_ definition: ExperimentDefinition, training: TrainingConfiguration) -> String {
        func count(_ number: Int?) -> String { number.map { "\($0)" } ?? "all" }
        let budget = definition.budget
        var text = "Every run: \(budget.epochs ?? training.schedule.epochs) epochs"
        if let steps = budget.steps ?? training.schedule.steps { text += " or \(steps) steps" }
        text += " over \(count(budget.sentences ?? training.sentences)) sentences of each train split"
        text += ", batches of \(budget.batchTokens ?? training.schedule.batchTokens) sub-words"
        text += ", learning rate \(budget.learningRate ?? training.optimizer.learningRate)"
        if let seeds = definition.seeds {
            text += ", seeds \(seeds.map(String.init).joined(separator: ", ")) (mean ± standard deviation)"
        } else {
            text += ", seed \(budget.seed ?? training.schedule.seed)"
        }
        text += "; scored on \(count(budget.develSentences ?? training.evaluation.sentences)) sentences of each devel"
        return text + " split."
    }
}
