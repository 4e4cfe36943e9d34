/// What stands in the table: scores with their spread and their difference to the baseline.
extension ExperimentResult {
    /// The head of the table: the corpora and their mean.
    public var head: [String] { columns + ["mean"] }

    /// The scores of a row on one side, then their mean; nil where there is none.
    func scores(of row: Int, paper: Bool) -> [Double?] {
        let scores = paper ? rows[row].paper : rows[row].ours
        return scores + [Self.mean(scores)]
    }

    /// The scores of a row less those of the baseline on the same side; nil for the baseline itself and where one of
    /// the two is missing.
    func differences(of row: Int, paper: Bool) -> [Double?] {
        guard let baseline, baseline != row else { return head.map { _ in nil } }
        return zip(scores(of: row, paper: paper), scores(of: baseline, paper: paper)).map { own, other in
            own.flatMap { own in other.map { own - $0 } }
        }
    }

    /// The cells of a row on one side: score, spread over the seeds, and in brackets the difference to the baseline;
    /// then those of the mean.
    public func cells(of row: Int, paper: Bool) -> [String] {
        let spread = paper ? head.map { _ in nil } : rows[row].spread + [rows[row].meanSpread]
        let differences = differences(of: row, paper: paper)
        return scores(of: row, paper: paper).enumerated().map { column, score in
            guard let score else { return "-" }
            let difference = differences[column].map { " (\(Self.signed($0)))" } ?? ""
            return Self.text(score, spread: spread[column]) + difference
        }
    }

    /// A score in percent, with its spread where it is the mean over several seeds.
    static func text(_ score: Double, spread: Double?) -> String {
        Percent.text(score) + (spread.map { " ± \(Percent.text($0))" } ?? "")
    }

    /// A difference in percent, with its sign.
    static func signed(_ difference: Double) -> String {
        "\(difference < 0 ? "" : "+")\(Percent.text(difference))"
    }
}
