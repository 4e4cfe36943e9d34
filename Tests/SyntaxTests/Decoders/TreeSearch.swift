/// Every dependency tree of a sentence, and every binary tree over its words: what the decoders are checked against.
enum TreeSearch {
    /// Whether every word leads to the root, by exactly one word.
    static func isTree(_ heads: [Int]) -> Bool {
        guard heads.filter({ $0 == 0 }).count == 1 else { return false }
        return heads.indices.allSatisfy { start in
            var word = start + 1
            var steps = 0
            while word > 0, steps <= heads.count {
                word = heads[word - 1]
                steps += 1
            }
            return word == 0
        }
    }

    /// What a tree is worth: forbidden edges (no number, or minus infinity) count first, then the sum of the others.
    static func worth(_ heads: [Int], _ scores: [[Float]]) -> (forbidden: Int, score: Double) {
        heads.enumerated().reduce((0, 0)) { sum, edge in
            let score = scores[edge.offset][edge.element]
            return score > -.infinity ? (sum.0, sum.1 + Double(score)) : (sum.0 + 1, sum.1)
        }
    }

    /// The worth of the best tree of at most six words, by looking at all of them.
    static func bestWorth(_ scores: [[Float]]) -> (forbidden: Int, score: Double) {
        let count = scores.count
        var best: (forbidden: Int, score: Double) = (.max, 0)
        var heads = Array(repeating: 0, count: count)
        while true {
            if isTree(heads) {
                let found = worth(heads, scores)
                if (found.forbidden, -found.score) < (best.forbidden, -best.score) { best = found }
            }
            guard let place = heads.firstIndex(where: { $0 < count }) else { return best }
            for earlier in 0..<place { heads[earlier] = 0 }
            heads[place] += 1
        }
    }

    /// The score of the best tree with exactly one root: for every word as the root, the recursive form of the
    /// algorithm.
    static func bestScoreByRecursion(_ scores: [[Float]]) -> Double {
        (1...scores.count).map { root -> Double in
            var table = scores.enumerated().map { row, numbers in
                numbers.enumerated().map { column, number in
                    column == 0 || column == row + 1 ? -Double.infinity : Double(number)
                }
            }
            table.insert([], at: 0)
            let edge = Double(scores[root - 1][0])
            table[root] = Array(repeating: -.infinity, count: table[1].count)
            let words = Array(1...scores.count)
            return edge + arborescence(table, nodes: words, root: root)
        }.max() ?? 0
    }

    /// The weight of the best arborescence from `root` over `nodes`; `weights[v][u]` is that of u -> v.
    private static func arborescence(_ weights: [[Double]], nodes: [Int], root: Int) -> Double {
        var chosen: [Int: Int] = [:]
        for node in nodes where node != root {
            chosen[node] = nodes.filter { $0 != node }.max { weights[node][$0] < weights[node][$1] }
        }
        let total = chosen.reduce(0) { $0 + weights[$1.key][$1.value] }
        guard let cycle = cycle(of: chosen) else { return total }
        // The cycle becomes the node `merged`; an edge into it is worth what it gains over the edge it replaces.
        let merged = weights.count
        let members = Set(cycle)
        var contracted = weights.map { $0.isEmpty ? $0 : $0 + [-Double.infinity] }
        contracted.append(Array(repeating: -.infinity, count: merged + 1))
        for node in nodes where !members.contains(node) {
            contracted[node][merged] = cycle.map { weights[node][$0] }.max() ?? -.infinity
            contracted[merged][node] =
                cycle.map { weights[$0][node] - weights[$0][chosen[$0] ?? 0] }.max() ?? -.infinity
        }
        let inner = cycle.reduce(0) { $0 + weights[$1][chosen[$1] ?? 0] }
        return inner
            + arborescence(contracted, nodes: nodes.filter { !members.contains($0) } + [merged], root: root)
    }

    private static func cycle(of heads: [Int: Int]) -> [Int]? {
        for start in heads.keys.sorted() {
            var path = [start]
            while let last = path.last, let head = heads[last] {
                if let place = path.firstIndex(of: head) { return Array(path[place...]) }
                path.append(head)
            }
        }
        return nil
    }

    /// Every binary tree over `first...last`, as its spans.
    static func binaryTrees(_ first: Int, _ last: Int) -> [[ClosedRange<Int>]] {
        guard first < last else { return [[first...last]] }
        return (first..<last).flatMap { split in
            binaryTrees(first, split).flatMap { left in
                binaryTrees(split + 1, last).map { [first...last] + left + $0 }
            }
        }
    }
}
