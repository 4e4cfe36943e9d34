/// The score and the label of the best label of every span of a sentence: the upper triangle of `[count x count]`.
///
/// Its memory is used again for the next sentence. A span is given by its first and last word, from 0.
public final class SpanTable {
    /// The label of a span that is no constituent.
    public static let empty: Int16 = -1

    /// Number of words.
    public private(set) var count = 0
    /// Scores, row-major: that of the words `first...last` at `first * count + last`. Below the diagonal, nothing is
    /// read.
    public private(set) var scores: UnsafeMutablePointer<Float>
    /// The number of each span's label, or `empty`, in the order of the scores.
    public private(set) var labels: UnsafeMutablePointer<Int16>

    private var capacity: Int

    /// Makes a table with room for sentences of `capacity` words; longer ones make it grow.
    public init(capacity: Int = 0) {
        self.capacity = max(capacity, 1)
        scores = .allocate(capacity: self.capacity * self.capacity)
        labels = .allocate(capacity: self.capacity * self.capacity)
    }

    deinit {
        scores.deallocate()
        labels.deallocate()
    }

    /// Gives the table the shape of a sentence of `count` words; every span gets a score and a label, empty with score
    /// 0 unless given.
    public func reshape(count: Int, score: Float = 0, label: Int16 = SpanTable.empty) {
        precondition(count >= 0, "a sentence cannot have fewer words than none")
        if count > capacity {
            scores.deallocate()
            labels.deallocate()
            capacity = count
            scores = .allocate(capacity: count * count)
            labels = .allocate(capacity: count * count)
        }
        self.count = count
        scores.initialize(repeating: score, count: count * count)
        labels.initialize(repeating: label, count: count * count)
    }

    /// The score and the label of a span.
    public subscript(first: Int, last: Int) -> (score: Float, label: Int16) {
        get {
            let place = place(first, last)
            return (scores[place], labels[place])
        }
        set {
            let place = place(first, last)
            scores[place] = newValue.score
            labels[place] = newValue.label
        }
    }

    private func place(_ first: Int, _ last: Int) -> Int {
        precondition(first >= 0 && first <= last && last < count, "no span \(first)...\(last) in \(count) words")
        return first * count + last
    }
}
