/// A span of words with the number of its label.
public struct LabelledSpan: Sendable, Hashable {
    /// The first and the last word, from 0.
    public var first: Int, last: Int
    /// Number of the label.
    public var label: Int

    /// Makes a span.
    public init(first: Int, last: Int, label: Int) {
        self.first = first
        self.last = last
        self.label = label
    }
}

/// Finds the best tree over a sentence's spans (Cocke, Kasami, Younger; scores as in Kitaev and Klein 2018).
///
/// A tree is binary: it has every word, the whole sentence, and for every longer span one split; its score is the sum
/// of its spans' scores in a `SpanTable`. Spans with the empty label vanish, which gives trees of any width. The best
/// tree is exact, in O(count^3) time and O(count^2) memory that is used again. Of equally good trees the one whose
/// splits come first is taken, from the top down; a score that is no number is taken for minus infinity.
public struct ConstituencyChart {
    /// A tree and its score.
    public struct Tree: Sendable, Equatable {
        /// The spans that have a label, in pre-order, the first covering the whole sentence; none when there is no
        /// word.
        public var spans: [LabelledSpan]
        /// The sum of the scores of all spans, the empty ones included.
        public var score: Float

        /// Makes a tree.
        public init(spans: [LabelledSpan], score: Float) {
            self.spans = spans
            self.score = score
        }
    }

    private let memory = Memory()

    /// The best score of each span, twice.
    private final class Memory {
        /// `[count x count]`: the best tree of `first...last` at `first * count + last`.
        var byFirst: UnsafeMutablePointer<Float>
        /// `[count x count]`: the same at `last * count + first`, so that both sides of a split are read in a row.
        var byLast: UnsafeMutablePointer<Float>
        private var capacity = 1

        init() {
            byFirst = .allocate(capacity: 1)
            byLast = .allocate(capacity: 1)
        }

        deinit {
            byFirst.deallocate()
            byLast.deallocate()
        }

        func reserve(_ count: Int) {
            guard count > capacity else { return }
            byFirst.deallocate()
            byLast.deallocate()
            byFirst = .allocate(capacity: count)
            byLast = .allocate(capacity: count)
            capacity = count
        }
    }

    /// Makes a chart, which grows with the sentences it sees. One thread may use it at a time, copies of it included.
    public init() {}

    /// The best tree of a table; the whole sentence must have a label there.
    ///
    /// For a loss that is augmented by what a wrong tree costs, the caller adds the costs before it chooses the best
    /// label of each span: for one that is a constituent in the gold tree, the empty label may be the best and have a
    /// cost too.
    public mutating func decode(_ table: SpanTable) -> Tree {
        let count = table.count
        guard count > 0 else { return Tree(spans: [], score: 0) }
        precondition(table[0, count - 1].label >= 0, "the whole sentence has a label")
        memory.reserve(count * count)
        fill(table)
        let score = memory.byFirst[count - 1]
        return Tree(spans: spans(of: table), score: score)
    }

    private func fill(_ table: SpanTable) {
        let count = table.count
        let byFirst = memory.byFirst, byLast = memory.byLast
        for last in 0..<count {
            let right = byLast + last * count
            for first in stride(from: last, through: 0, by: -1) {
                let left = byFirst + first * count
                var score = ConstituencyChart.number(table.scores[first * count + last])
                if first < last {
                    score += ConstituencyChart.greatestSum(left + first, right + first + 1, count: last - first)
                }
                left[last] = score
                right[first] = score
            }
        }
    }

    /// The labelled spans of the best tree, its splits found again: they are not stored.
    private func spans(of table: SpanTable) -> [LabelledSpan] {
        let count = table.count
        var spans: [LabelledSpan] = []
        var open = [(first: 0, last: count - 1)]
        while let (first, last) = open.popLast() {
            let label = table.labels[first * count + last]
            if label >= 0 { spans.append(LabelledSpan(first: first, last: last, label: Int(label))) }
            guard first < last else { continue }
            let left = memory.byFirst + first * count, right = memory.byLast + last * count
            var split = first
            var best = -Float.infinity
            for place in first..<last where left[place] + right[place + 1] > best {
                best = left[place] + right[place + 1]
                split = place
            }
            open.append((split + 1, last))
            open.append((first, split))
        }
        return spans
    }

    private static func number(_ score: Float) -> Float { score.isNaN ? -.infinity : score }

    /// The greatest of `left[i] + right[i]`, `count` of them, at least one.
    private static func greatestSum(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
    ) -> Float {
        var greatest = -Float.infinity
        var place = 0
        if count >= 8 {
            var lanes = SIMD8<Float>(repeating: -.infinity)
            while place + 8 <= count {
                let sums =
                    UnsafeRawPointer(left + place).loadUnaligned(as: SIMD8<Float>.self)
                    + UnsafeRawPointer(right + place).loadUnaligned(as: SIMD8<Float>.self)
                lanes.replace(with: sums, where: sums .> lanes)
                place += 8
            }
            greatest = lanes.max()
        }
        while place < count {
            let sum = left[place] + right[place]
            if sum > greatest { greatest = sum }
            place += 1
        }
        return greatest
    }
}
