internal import JSON

/// The scores of one corpus as they are printed: what `syntag evaluate entities --json` gives.
public struct EntityScoreReport: Sendable, Equatable, Codable {
    /// What was evaluated: "entities".
    public var task: String
    /// The tag whose annotation style was asked for.
    public var tag: String
    /// Percent, rounded to two decimals.
    public var precision: Double
    /// Percent, rounded to two decimals.
    public var recall: Double
    /// Percent, rounded to two decimals.
    public var f1: Double
    /// Number of gold mentions.
    public var gold: Int
    /// Number of predicted mentions.
    public var predicted: Int
    /// Number of predicted mentions with both boundaries right.
    public var correct: Int

    /// The report on a tag's score.
    public init(tag: String, score: EntityScore) {
        task = "entities"
        self.tag = tag
        precision = Self.rounded(score.precision)
        recall = Self.rounded(score.recall)
        f1 = Self.rounded(score.f1)
        gold = score.gold
        predicted = score.predicted
        correct = score.correct
    }

    /// The report as one line of JSON without the line end, keys in the order of the properties.
    public var json: String {
        "{\"task\":\(JSONText.quoted(task)),\"tag\":\(JSONText.quoted(tag)),"
            + "\"precision\":\(precision),\"recall\":\(recall),\"f1\":\(f1),"
            + "\"gold\":\(gold),\"predicted\":\(predicted),\"correct\":\(correct)}"
    }

    private static func rounded(_ percent: Double) -> Double { (percent * 100).rounded() / 100 }
}
