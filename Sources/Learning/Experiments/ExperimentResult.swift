internal import Foundation
internal import JSON

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
        /// What it sets otherwise than the budget says, in words.
        public var settings: String
        /// Why nothing was trained, or nil.
        public var pending: String?
        /// Steps, sub-words and seconds of training of all its runs.
        public var steps: Int, tokens: Int, seconds: Double
        /// Its runs, which other rows may share.
        public var runs: [Run]
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
                settings: variant.settings?.summary ?? "", pending: variant.pending,
                steps: summaries.reduce(0) { $0 + $1.steps },
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
            guard baseline != row, let other = base?[column] else { return Percent.text(score) }
            let difference = score - other
            return "\(Percent.text(score)) (\(difference < 0 ? "" : "+")\(Percent.text(difference)))"
        }
    }

    /// The head of the table: the corpora and their mean.
    public var head: [String] { columns + ["mean"] }

    /// The table as Markdown, with what it was made at.
    public var markdown: String {
        var lines = ["# \(title)", ""]
        guard hasPaper else { return (lines + settingsTables + [""] + provenances).joined(separator: "\n") + "\n" }
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

    /// The table as JSON.
    public var json: String {
        func list(_ scores: [Double?]) -> String {
            "[" + scores.map { $0.map { Percent.text($0) } ?? "null" }.joined(separator: ",") + "]"
        }
        let rows = rows.map { row in
            "  {\"name\":\(JSONText.quoted(row.name)),\"ours\":\(list(row.ours)),"
                + (hasPaper ? "\"paper\":\(list(row.paper))," : "\(settingsJSON(of: row)),")
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
