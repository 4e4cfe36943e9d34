internal import Tensors

/// The memory and the steps of Tarjan's form of the algorithm: every group of words takes its best edge from outside;
/// groups that form a cycle become one group, until all are one, whose edge comes from the root. Then the groups are
/// opened again from the outside: a group's edge enters one of its parts, and the other parts keep the edges of the
/// cycle.
final class EdgeContraction {
    /// What an edge is worth; compared by `level` first.
    private struct Weight {
        /// Minus one for a forbidden edge; minus more than all forbidden edges together for one from the root.
        var level: Int32
        /// The score, or a sum of scores less others.
        var score: Double

        static func > (left: Weight, right: Weight) -> Bool {
            left.level > right.level || (left.level == right.level && left.score > right.score)
        }
    }

    /// An edge into a group: from a word (0 for the root) to a word of the group, 1-based.
    private struct Edge {
        var head: Int
        var dependent: Int
    }

    private var count = 0
    /// `[words x (words + 1)]`: what the edge from each word into a group is worth, less what its parts' edges were;
    /// the row of a group is that of its first part.
    private var weights: [Weight] = []
    /// `[words x (words + 1)]`: the word that this edge enters.
    private var entered: [Int32] = []
    /// The group of each word or root: a chain of `group` leads to the outermost one. Groups are numbered from 1, words
    /// first.
    private var parents: [Int] = []
    /// For each word the outermost group it is in.
    private var outermost: [Int] = []
    private var parts: [[Int]] = []
    private var rows: [Int] = []
    private var edges: [Edge] = []

    /// The heads of the best tree.
    func heads(of scores: MatrixView) -> [Int] {
        read(scores)
        contract()
        return expand()
    }

    private func read(_ scores: MatrixView) {
        count = scores.rows
        let width = count + 1
        let rootLevel = -Int32(count + 1)
        weights.removeAll(keepingCapacity: true)
        entered.removeAll(keepingCapacity: true)
        for row in 0..<count {
            let numbers = scores.pointer + row * scores.stride
            for column in 0..<width {
                let level = column == 0 ? rootLevel : 0
                let score = numbers[column]
                if score > -.infinity {
                    let finite = min(score, Float.greatestFiniteMagnitude)
                    weights.append(Weight(level: level, score: Double(finite)))
                } else {
                    weights.append(Weight(level: level - 1, score: 0))
                }
                entered.append(Int32(row + 1))
            }
        }
        outermost = Array(0...count)
        parents = Array(repeating: 0, count: width)
        parts = Array(repeating: [], count: width)
        rows = Array(-1..<count)
        edges = Array(repeating: Edge(head: 0, dependent: 0), count: width)
    }

    /// Makes groups until the group of all words, or of the last of them, takes its edge from the root.
    private func contract() {
        // The groups from where the walk started, each the source of the best edge of the one before it.
        var path: [Int] = []
        var isOnPath = Array(repeating: false, count: 2 * count + 1)
        var isDone = isOnPath
        isDone[0] = true
        for word in 1...count where !isDone[outermost[word]] {
            path.append(outermost[word])
            isOnPath[outermost[word]] = true
            while let group = path.last {
                chooseEdge(of: group)
                let source = outermost[edges[group].head]
                if isDone[source] { break }
                if isOnPath[source], let start = path.lastIndex(of: source) {
                    let cycle = Array(path[start...])
                    path.removeSubrange(start...)
                    path.append(merge(cycle))
                } else {
                    path.append(source)
                }
                isOnPath[path[path.count - 1]] = true
            }
            for group in path { isDone[group] = true }
            path.removeAll(keepingCapacity: true)
        }
    }

    /// Takes the best edge into a group from outside of it.
    private func chooseEdge(of group: Int) {
        let start = rows[group] * (count + 1)
        var best = -1
        for head in 0...count where outermost[head] != group {
            if best < 0 || weights[start + head] > weights[start + best] { best = head }
        }
        edges[group] = Edge(head: best, dependent: Int(entered[start + best]))
    }

    /// Makes a cycle of groups one group.
    private func merge(_ cycle: [Int]) -> Int {
        let group = parents.count
        let width = count + 1
        let target = rows[cycle[0]] * width
        for (number, part) in cycle.enumerated() {
            let start = rows[part] * width
            let given = weights[start + edges[part].head]
            for head in 0...count {
                var weight = weights[start + head]
                weight.level -= given.level
                weight.score -= given.score
                if number == 0 || weight > weights[target + head] {
                    weights[target + head] = weight
                    entered[target + head] = entered[start + head]
                }
            }
            parents[part] = group
        }
        for word in 1...count where parents[outermost[word]] == group { outermost[word] = group }
        parents.append(0)
        parts.append(cycle)
        rows.append(rows[cycle[0]])
        edges.append(Edge(head: 0, dependent: 0))
        return group
    }

    /// Opens the groups from the outside.
    private func expand() -> [Int] {
        var heads = Array(repeating: 0, count: count)
        var open = (1..<parents.count).filter { parents[$0] == 0 }
        while let group = open.popLast() {
            let edge = edges[group]
            heads[edge.dependent - 1] = edge.head
            // The parts that the edge enters lose their own edges; their fellows keep theirs.
            var inner = edge.dependent
            while inner != group {
                let outer = parents[inner]
                open.append(contentsOf: parts[outer].filter { $0 != inner })
                inner = outer
            }
        }
        return heads
    }
}
