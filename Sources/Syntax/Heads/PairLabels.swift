internal import Tensors

/// Scores of labels of pairs: score(l | i, j) = [left_i; 1]^T W_l [right_j; 1], W being
/// `[labels x (size + 1) x (size + 1)]`.
///
/// The weights of many labels are larger than a core's cache. So the labels are cut into groups: a group's weights are
/// read once for all words of a batch, and what comes of them is used up before the next group's.
struct PairLabels: Sendable {
    /// Some labels in a row.
    struct Group: Sendable {
        /// Their numbers.
        var labels: Range<Int>
        /// left_i -> the first `size` numbers of [left_i; 1]^T W_l, for each label one after the other.
        var queries: Linear
    }

    /// Numbers in a vector.
    let size: Int
    /// Number of labels.
    let count: Int
    /// The labels in groups, all but the last of one size.
    let groups: [Group]
    /// left_i -> the last number of [left_i; 1]^T W_l for every label: what is added whatever right_j is.
    let constants: Linear

    /// Numbers that the queries of one word and one group have at most, a label's own apart: that of 384 words takes
    /// half of a core's second-level cache.
    private static let groupColumns = 512

    /// Columns of the widest group's queries.
    var queryColumns: Int { groups.map(\.queries.outputs).max() ?? 0 }

    init(_ source: HeadWeights, name: String, labels: Int, size: Int) throws(SyntaxModelError) {
        let numbers = try source.numbers(name, shape: [labels, size + 1, size + 1])
        self.size = size
        count = labels
        let step = max(PairLabels.groupColumns / size, 1)
        groups = stride(from: 0, to: labels, by: step).map { first in
            let range = first..<min(first + step, labels)
            return Group(labels: range, queries: PairLabels.layer(numbers, range, columns: 0..<size, size: size))
        }
        constants = PairLabels.layer(numbers, 0..<labels, columns: size..<size + 1, size: size)
    }

    /// The layer that computes some columns of [left; 1]^T W_l for some labels.
    private static func layer(_ numbers: [Float], _ labels: Range<Int>, columns: Range<Int>, size: Int) -> Linear {
        let width = size + 1
        let weights = Matrix(rows: labels.count * columns.count, columns: size)
        var bias: [Float] = []
        for label in labels {
            let start = label * width * width
            for column in columns {
                for row in 0..<size { weights[bias.count, row] = numbers[start + row * width + column] }
                bias.append(numbers[start + size * width + column])
            }
        }
        return Linear(weights: weights.view, bias: bias)
    }
}
