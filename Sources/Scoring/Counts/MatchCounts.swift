/// What was to be found, what was found, and what of it is right.
public protocol MatchCounts {
    /// Number of gold items.
    var gold: Int { get }
    /// Number of predicted items.
    var predicted: Int { get }
    /// Number of predicted items that are gold ones.
    var correct: Int { get }
}

extension MatchCounts {
    /// Share of the predicted items that are right, in percent; 0 when nothing is predicted.
    public var precision: Double { Percentage.of(correct, in: predicted) }

    /// Share of the gold items that are found, in percent; 0 when there is nothing to find.
    public var recall: Double { Percentage.of(correct, in: gold) }

    /// Harmonic mean of precision and recall, in percent; 0 when nothing is right.
    ///
    /// 2PR / (P + R) is 2 correct / (gold + predicted), which needs one division only.
    public var f1: Double { Percentage.of(2 * correct, in: gold + predicted) }
}

/// Shares in percent.
enum Percentage {
    /// A part of a whole; 0 where the whole is nothing.
    static func of(_ part: Int, in whole: Int) -> Double { whole == 0 ? 0 : 100 * Double(part) / Double(whole) }
}
