import Documents
import TestSupport

/// Random words and trees.
enum RandomTrees {
    private static let pieces = [
        "a", "Ca2+", "-", "(", ")", "[", "]", "{", "}", "&", "<", ">", "\"", "'", "``", "lt;", "amp;", "é", "\u{2212}",
        "𝛼",
        "RB", "=", "|", "#",
    ]

    /// A word without white space. It spells no bracket by its name, which the format cannot tell from the bracket.
    static func word(using generator: inout SeededGenerator) -> String {
        var word = ""
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            word += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }
        return word
    }

    /// The heads of a tree: every word hangs from one that was placed before it.
    static func heads(count: Int, using generator: inout SeededGenerator) -> [Int] {
        let order = (1...count).shuffled(using: &generator)
        var heads = [Int](repeating: 0, count: count)
        for place in order.indices.dropFirst() {
            heads[order[place] - 1] = order[Int.random(in: 0..<place, using: &generator)]
        }
        return heads
    }

    /// Nested constituents over words, the first over them all.
    static func constituents(count: Int, using generator: inout SeededGenerator) -> ConstituencyTree {
        var constituents: [ConstituencyTree.Constituent] = []
        func add(_ first: Int, _ last: Int, depth: Int) {
            let labels = ["S", "NP", "VP", "PP", "ADJP"]
            let label = labels[Int.random(in: 0..<labels.count, using: &generator)]
            constituents.append(.init(label: label, first: first, last: last))
            if depth < 8 && Int.random(in: 0..<4, using: &generator) == 0 {
                add(first, last, depth: depth + 1)
                return
            }
            var start = first
            while start < last {
                let end = Int.random(in: start..<last, using: &generator)
                if Bool.random(using: &generator) { add(start, end, depth: depth + 1) }
                start = end + 1
            }
        }
        add(0, count - 1, depth: 0)
        return ConstituencyTree(constituents: constituents)
    }
}
