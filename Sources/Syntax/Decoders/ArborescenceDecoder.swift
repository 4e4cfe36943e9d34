public import Tensors

/// Finds the best dependency tree with exactly one root (Chu and Liu 1965, Edmonds 1967, in Tarjan's form of 1977).
///
/// The result is exact, in O(words^2) time and memory that is used again. Weights are compared in two steps, so that
/// the one root needs no large number that would swallow the scores: first the number of root edges and of forbidden
/// ones, then the score. A score that is minus infinity or no number forbids its edge: it is taken only where no tree
/// does without. So the result is a well-formed tree for any input. Equal input gives an equal result, ties included.
public struct ArborescenceDecoder {
    private let contraction = EdgeContraction()
    private var heads: [Int] = []
    private var marks: [Int] = []

    /// Makes a decoder, which grows with the sentences it sees. One thread may use it at a time, copies of it included.
    public init() {}

    /// The heads of the words: 0 for the one root, else the 1-based number of the head.
    ///
    /// - Parameter scores: `[words x (words + 1)]`: row `i` is the word `i + 1` as a dependent, column `j` its head, 0
    ///   for the root. A word's score as its own head is not read.
    public mutating func decode(_ scores: MatrixView) -> [Int] {
        let count = scores.rows
        precondition(scores.columns == count + 1, "\(count) words have \(count + 1) heads to choose from")
        guard count > 1 else { return Array(repeating: 0, count: count) }
        chooseBestHeads(scores)
        if isTree() { return heads }
        return contraction.heads(of: scores)
    }

    /// Every word's best head, whatever the others have: most often this is a tree, and then it is the best one.
    private mutating func chooseBestHeads(_ scores: MatrixView) {
        heads.removeAll(keepingCapacity: true)
        for row in 0..<scores.rows {
            let numbers = scores.pointer + row * scores.stride
            var best = 0
            var score = -Float.infinity
            for column in 0...scores.rows where numbers[column] > score && column != row + 1 {
                best = column
                score = numbers[column]
            }
            heads.append(best)
        }
    }

    /// Whether one head is the root and every word leads to it.
    private mutating func isTree() -> Bool {
        guard heads.lazy.filter({ $0 == 0 }).count == 1 else { return false }
        marks.removeAll(keepingCapacity: true)
        marks.append(contentsOf: repeatElement(0, count: heads.count))
        for start in heads.indices {
            var word = start + 1
            while word > 0, marks[word - 1] == 0 {
                marks[word - 1] = start + 1
                word = heads[word - 1]
            }
            if word > 0, marks[word - 1] == start + 1 { return false }
        }
        return true
    }
}
