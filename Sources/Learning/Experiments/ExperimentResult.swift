internal import Foundation

/// The scores of an experiment beside the paper's.
public struct ExperimentResult: Sendable, Equatable {
    /// A row of the table.
    public struct Row: Sendable, Equatable {
        /// Name of the variant.
        public var name: String
        /// Our F1 on devel by column, percent; nil where nothing was trained.
        public var ours: [Double?]
        /// The paper's F1 on the test sets by column; nil where it gives none.
        public var paper: [Double?]
        /// Why nothing was trained, or nil.
        public var pending: String?
        /// Steps, sub-words and seconds of training of all its runs.
        public var steps: Int, tokens: Int, seconds: Double
        /// Its runs, which other rows may share.
        public var runs: [Run]

        /// Seconds of all its runs from begin to end; nil when that of one is not known.
        public var wallSeconds: Double? {
            runs.reduce(Double?(0)) { sum, run in sum.flatMap { sum in run.wallSeconds.map { sum + $0 } } }
        }
    }

    /// How a run was made.
    public struct Run: Sendable, Equatable {
        /// Its folder.
        public var name: String
        /// The program and the machine; nil when a version that did not note them made it.
        public var provenance: Provenance?
        /// Seconds of training, and from begin to end with reading and scoring; the latter nil as above.
        public var seconds: Double, wallSeconds: Double?
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
    /// The seed of all runs.
    public let seed: Int

    /// Gathers the variants' runs, each with its name.
    init(
        definition: ExperimentDefinition, training: TrainingConfiguration, columns: [String],
        records: [[(name: String, record: RunRecord)]]
    ) {
        name = definition.name
        title = definition.title
        self.columns = columns
        baseline = definition.variants.firstIndex { $0.name == definition.baseline }
        seed = definition.budget.seed ?? training.schedule.seed
        budget = Self.budget(definition.budget, training: training)
        rows = zip(definition.variants, records).map { variant, records in
            let summaries = records.map(\.record.summary)
            var scores: [String: Double] = [:]
            for summary in summaries {
                for (name, f1) in zip(summary.corpora, summary.f1) { scores[name] = f1 }
            }
            return Row(
                name: variant.name, ours: columns.map { scores[$0] }, paper: columns.map { variant.paper[$0] },
                pending: variant.pending, steps: summaries.reduce(0) { $0 + $1.steps },
                tokens: summaries.reduce(0) { $0 + $1.tokens }, seconds: summaries.reduce(0) { $0 + $1.seconds },
                runs: records.map { name, record in
                    Run(
                        name: name, provenance: record.provenance, seconds: record.summary.seconds,
                        wallSeconds: record.wallSeconds)
                })
        }
    }

    /// The mean of scores; nil when one is missing.
    static func mean(_ scores: [Double?]) -> Double? {
        let known = scores.compactMap { $0 }
        guard known.count == scores.count, !known.isEmpty else { return nil }
        return known.reduce(0, +) / Double(known.count)
    }

    /// The cells of a row on one side: score, and in brackets the difference to the baseline; then those of the mean.
    public func cells(of row: Int, paper: Bool) -> [String] {
        func scores(_ row: Row) -> [Double?] {
            let scores = paper ? row.paper : row.ours
            return scores + [Self.mean(scores)]
        }
        let base = baseline.map { scores(rows[$0]) }
        return scores(rows[row]).enumerated().map { column, score in
            guard let score else { return "-" }
            guard baseline != row, let other = base?[column] else { return JSONText.percent(score) }
            let difference = score - other
            return "\(JSONText.percent(score)) (\(difference < 0 ? "" : "+")\(JSONText.percent(difference)))"
        }
    }

    /// The head of the table: the corpora and their mean.
    public var head: [String] { columns + ["mean"] }

    /// The table as Markdown, with what it was made at.
    public var markdown: String {
        var lines = ["# \(title)", ""]
        lines.append(
            "Entity F1 in percent: ours on devel splits, the paper's on test sets; in brackets the difference to")
        lines.append("\(baseline.map { rows[$0].name } ?? "nothing"), each on its own side. \(budget)")
        lines += ["", "| model | | " + head.joined(separator: " | ") + " |"]
        lines.append("|---|---|" + head.map { _ in "---:|" }.joined())
        for (number, row) in rows.enumerated() {
            let ours = row.pending.map { "ours: not yet, \($0)" } ?? "ours"
            lines.append("| \(row.name) | \(ours) | " + cells(of: number, paper: false).joined(separator: " | ") + " |")
            lines.append("| | paper | " + cells(of: number, paper: true).joined(separator: " | ") + " |")
        }
        lines += [
            "", "| model | steps | sub-words | minutes of training | minutes in all |", "|---|---:|---:|---:|---:|",
        ]
        for row in rows where row.pending == nil {
            let wall = row.wallSeconds.map(Self.minutes) ?? "-"
            lines.append("| \(row.name) | \(row.steps) | \(row.tokens) | \(Self.minutes(row.seconds)) | \(wall) |")
        }
        lines += [""] + provenances
        return lines.joined(separator: "\n") + "\n"
    }

    private static func minutes(_ seconds: Double) -> String { "\(Int((seconds / 60).rounded()))" }

    /// A line for every program and machine that made runs.
    private var provenances: [String] {
        var counts: [(text: String, names: Set<String>)] = []
        for run in rows.flatMap(\.runs) {
            let text = run.provenance?.text ?? "by a version that did not note program and machine"
            let known = counts.firstIndex { $0.text == text }
            if let known { counts[known].names.insert(run.name) } else { counts.append((text, [run.name])) }
        }
        return counts.map { "\($0.names.count == 1 ? "1 run" : "\($0.names.count) runs") \($0.text)." }
    }

    /// The table as JSON.
    public var json: String {
        func list(_ scores: [Double?]) -> String {
            "[" + scores.map { $0.map { JSONText.percent($0) } ?? "null" }.joined(separator: ",") + "]"
        }
        let rows = rows.map { row in
            "  {\"name\":\(JSONText.quoted(row.name)),\"ours\":\(list(row.ours)),\"paper\":\(list(row.paper)),"
                + "\"pending\":\(row.pending.map(JSONText.quoted) ?? "null"),\"steps\":\(row.steps),"
                + "\"subwords\":\(row.tokens),\"seconds\":\(Int(row.seconds.rounded())),"
                + "\"runs\":[\(row.runs.map(Self.json).joined(separator: ","))]}"
        }
        return "{\"name\":\(JSONText.quoted(name)),\"title\":\(JSONText.quoted(title)),"
            + "\"columns\":[\(columns.map(JSONText.quoted).joined(separator: ","))],"
            + "\"baseline\":\(baseline.map { JSONText.quoted(self.rows[$0].name) } ?? "null"),"
            + "\"budget\":\(JSONText.quoted(budget)),\"seed\":\(seed),\n \"rows\":[\n"
            + rows.joined(separator: ",\n") + "\n]}\n"
    }

    private static func json(_ run: Run) -> String {
        let machine = run.provenance
        return "\n    {\"name\":\(JSONText.quoted(run.name)),"
            + "\"commit\":\(machine?.commit.map(JSONText.quoted) ?? "null"),"
            + "\"processor\":\(machine.map { JSONText.quoted($0.processor) } ?? "null"),"
            + "\"cores\":\(machine.map { "\($0.cores)" } ?? "null"),"
            + "\"threads\":\(machine.map { "\($0.threads)" } ?? "null"),"
            + "\"seconds\":\(JSONText.number((run.seconds * 10).rounded() / 10)),"
            + "\"wall_seconds\":\(run.wallSeconds.map { JSONText.number(($0 * 10).rounded() / 10) } ?? "null")}"
    }

    private static func budget(_ budget: ExperimentDefinition.Budget, training: TrainingConfiguration) -> String {
        func count(_ number: Int?) -> String { number.map { "\($0)" } ?? "all" }
        var text = "Every run: \(budget.epochs ?? training.schedule.epochs) epochs"
        if let steps = budget.steps ?? training.schedule.steps { text += " or \(steps) steps" }
        text += " over \(count(budget.sentences ?? training.sentences)) sentences of each train split"
        text += ", batches of \(budget.batchTokens ?? training.schedule.batchTokens) sub-words"
        text += ", learning rate \(budget.learningRate ?? training.optimizer.learningRate)"
        text += ", seed \(budget.seed ?? training.schedule.seed)"
        text += "; scored on \(count(budget.develSentences ?? training.evaluation.sentences)) sentences of each devel"
        return text + " split."
    }
}
