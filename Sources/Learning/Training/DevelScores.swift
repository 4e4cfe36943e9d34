/// The scores of one evaluation on the devel splits.
struct DevelScores: Sendable, Equatable, Codable {
    /// Steps made before it.
    var step: Int
    /// One score a corpus, percent, by which the best model is chosen: F1 of entities; for syntax the mean of labelled
    /// attachment and bracket F1.
    var values: [Double]
    /// Where a task has several measures: all of them, a row a corpus, percent.
    var measures: [[Double]]?

    /// The mean of the corpora's scores.
    var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    private enum CodingKeys: String, CodingKey {
        case step
        // The name that it had when entities were all there was: checkpoints keep it.
        case values = "f1"
        case measures
    }
}

/// What is scored.
struct ScoreNames: Sendable, Equatable {
    /// The corpora whose devel splits are scored.
    var corpora: [String]
    /// What is measured on each of them, where it is more than one number.
    var measures: [String] = []

    /// The names of all scores.
    var all: [String] {
        measures.isEmpty ? corpora : corpora.flatMap { corpus in measures.map { "\(corpus) \($0)" } }
    }

    /// Every score of an evaluation with its name.
    func list(_ scores: DevelScores) -> [(String, Double)] {
        Array(zip(all, measures.isEmpty ? scores.values : (scores.measures ?? []).flatMap { $0 }))
    }
}
