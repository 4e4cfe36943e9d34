/// The scores of one evaluation on the devel splits.
struct DevelScores: Sendable, Equatable, Codable {
    /// Steps made before it.
    var step: Int
    /// One score a corpus, percent, by which the best model is chosen: F1 of entities; for syntax the mean of labelled
    /// attachment and bracket F1; for encoders the masked accuracy.
    var values: [Double]
    /// Where a task has several measures: all of them, a row a corpus, percent but for those that `ScoreNames` names.
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
    /// Those of them that are no percentages: losses, perplexities. Curves leave them out.
    var absolute: Set<String> = []

    /// The names of all scores.
    var all: [String] {
        measures.isEmpty ? corpora : corpora.flatMap { corpus in measures.map { "\(corpus) \($0)" } }
    }

    /// Of a list with something for each of `all` what belongs to percentages.
    func percentages<Element>(_ list: [Element]) -> [Element] {
        list.enumerated().filter { measures.isEmpty || !absolute.contains(measures[$0.offset % measures.count]) }
            .map(\.element)
    }

    /// Every score of an evaluation with its name.
    func list(_ scores: DevelScores) -> [(String, Double)] {
        Array(zip(all, measures.isEmpty ? scores.values : (scores.measures ?? []).flatMap { $0 }))
    }
}
