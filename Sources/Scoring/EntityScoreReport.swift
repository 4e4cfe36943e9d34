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
        "{\"task\":\(Self.quoted(task)),\"tag\":\(Self.quoted(tag)),"
            + "\"precision\":\(precision),\"recall\":\(recall),\"f1\":\(f1),"
            + "\"gold\":\(gold),\"predicted\":\(predicted),\"correct\":\(correct)}"
    }

    private static func rounded(_ percent: Double) -> Double { (percent * 100).rounded() / 100 }

    /// A JSON string (RFC 8259, section 7): quotes, backslashes and control characters are escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<"\u{20}":
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
