/// The share of items that are right, accumulated.
public struct Accuracy: Sendable, Equatable {
    /// Number of items.
    public private(set) var count: Int
    /// Number of items that are right.
    public private(set) var correct: Int

    /// The accuracy of counts made elsewhere; by default of nothing.
    public init(count: Int = 0, correct: Int = 0) {
        precondition(0 <= correct && correct <= count, "what is right is counted")
        self.count = count
        self.correct = correct
    }

    /// Adds an item.
    public mutating func add(isCorrect: Bool) {
        count += 1
        if isCorrect { correct += 1 }
    }

    /// The accuracy over the items of both.
    public static func + (left: Accuracy, right: Accuracy) -> Accuracy {
        Accuracy(count: left.count + right.count, correct: left.correct + right.correct)
    }

    /// The share in percent; 0 when there are no items.
    public var percentage: Double { Percentage.of(correct, in: count) }
}
