internal import JSON

/// The table as it is written to files.
extension ExperimentResult {
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
            let published = cells(of: number, paper: true).joined(separator: " | ")
            if row.isCited {
                lines.append("| \(row.name) | published | \(published) |")
            } else {
                lines.append(
                    "| \(row.name) | ours | " + cells(of: number, paper: false).joined(separator: " | ") + " |")
                lines.append("| | paper | \(published) |")
            }
        }
        lines += [
            "", "| model | steps | sub-words | minutes of training | minutes in all |", "|---|---:|---:|---:|---:|",
        ]
        for row in rows where !row.isCited {
            let wall = row.wallSeconds.map(Self.minutes) ?? "-"
            lines.append("| \(row.name) | \(row.steps) | \(row.tokens) | \(Self.minutes(row.seconds)) | \(wall) |")
        }
        lines += [""] + provenances
        return lines.joined(separator: "\n") + "\n"
    }

    private static func minutes(_ seconds: Double) -> String { "\(Int((seconds / 60).rounded()))" }

    /// The table as JSON.
    public var json: String {
        let lines = rows.indices.map { number in
            let row = rows[number]
            return "  {\"name\":\(JSONText.quoted(row.name)),\"ours\":\(Self.list(row.ours)),"
                + "\"spread\":\(Self.list(row.spread)),"
                + (hasPaper ? paperJSON(of: number) : "\(settingsJSON(of: row)),")
                + "\"cited\":\(row.isCited),\"seeds\":[\(row.seeds.map(String.init).joined(separator: ","))],"
                + "\"steps\":\(row.steps),"
                + "\"subwords\":\(row.tokens),\"seconds\":\(Int(row.seconds.rounded())),"
                + "\"runs\":[\(row.runs.map(Self.json).joined(separator: ","))]}"
        }
        return "{\"name\":\(JSONText.quoted(name)),\"title\":\(JSONText.quoted(title)),"
            + "\"columns\":[\(columns.map(JSONText.quoted).joined(separator: ","))],"
            + "\"baseline\":\(baseline.map { JSONText.quoted(self.rows[$0].name) } ?? "null"),"
            + "\"budget\":\(JSONText.quoted(budget)),\"seed\":\(seed),\n \"rows\":[\n"
            + lines.joined(separator: ",\n") + "\n]}\n"
    }

    /// The members of a row's JSON object that compare it with the paper: a number a column, and last that of the mean
    /// in the lists of differences.
    private func paperJSON(of row: Int) -> String {
        "\"paper\":\(Self.list(rows[row].paper)),"
            + "\"ours_difference\":\(Self.list(differences(of: row, paper: false))),"
            + "\"paper_difference\":\(Self.list(differences(of: row, paper: true))),"
    }

    private static func list(_ scores: [Double?]) -> String {
        "[" + scores.map { $0.map { Percent.text($0) } ?? "null" }.joined(separator: ",") + "]"
    }
}
