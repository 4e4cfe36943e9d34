internal import JSON

/// A table without figures of the paper: what each row's settings are worth, and what they cost.
extension ExperimentResult {
    /// Whether the paper has figures for some row.
    public var hasPaper: Bool { rows.contains { $0.paper.contains { $0 != nil } } }

    /// The head of the cells that `worth(of:)` gives.
    public static let worthHead = ["mean F1", "difference", "sub-words/s", "minutes"]

    /// The mean F1 of a row, its difference to the baseline, and the speed and time of its training.
    public func worth(of row: Int) -> [String] {
        let row = rows[row]
        guard !row.isCited else { return ["-", "-", "-", "-"] }
        return [
            Self.mean(row.ours).map { Self.text($0, spread: row.meanSpread) } ?? "-",
            difference(of: row).map(Self.signed) ?? "-",
            row.seconds > 0 ? "\(Int(row.speed.rounded()))" : "-", "\(Int((row.seconds / 60).rounded()))",
        ]
    }

    /// The mean of a row less that of the baseline; nil for the baseline itself and where one of the two is missing.
    func difference(of row: Row) -> Double? {
        guard let baseline, rows[baseline].name != row.name, let own = Self.mean(row.ours),
            let other = Self.mean(rows[baseline].ours)
        else { return nil }
        return own - other
    }

    /// Both tables of the Markdown file: worth and cost of each row, then the F1 of each corpus.
    var settingsTables: [String] {
        var lines = ["Entity F1 in percent on devel splits; the difference is that of the means to"]
        lines.append("\(baseline.map { rows[$0].name } ?? "nothing"). \(budget) A row's settings go before these.")
        lines += ["", "| row | settings | " + Self.worthHead.joined(separator: " | ") + " |"]
        lines.append("|---|---|" + Self.worthHead.map { _ in "---:|" }.joined())
        for (number, row) in rows.enumerated() {
            lines.append("| \(row.name) | \(row.settings) | " + worth(of: number).joined(separator: " | ") + " |")
        }
        lines += ["", "| row | " + columns.joined(separator: " | ") + " |"]
        lines.append("|---|" + columns.map { _ in "---:|" }.joined())
        for (number, row) in rows.enumerated() {
            let cells = cells(of: number, paper: false).dropLast()
            lines.append("| \(row.name) | " + cells.joined(separator: " | ") + " |")
        }
        return lines
    }

    /// The members of a row's JSON object that a table without the paper has instead of its figures.
    func settingsJSON(of row: Row) -> String {
        func number(_ score: Double?) -> String { score.map { Percent.text($0) } ?? "null" }
        return "\"mean\":\(number(Self.mean(row.ours))),\"mean_spread\":\(number(row.meanSpread)),"
            + "\"difference\":\(number(difference(of: row))),"
            + "\"settings\":\(JSONText.quoted(row.settings)),\"subwords_per_second\":\(Int(row.speed.rounded()))"
    }
}

extension ExperimentResult.Row {
    /// Sub-words a second of training.
    var speed: Double { seconds > 0 ? Double(tokens) / seconds : 0 }
}
