import Syntax
import Tensors
import TestSupport
import Testing

@Suite("The best dependency tree")
struct ArborescenceDecoderTests {
    private func decode(_ scores: [[Float]]) -> [Int] {
        var decoder = ArborescenceDecoder()
        return decoder.decode(Matrix(scores).view)
    }

    private func random(_ count: Int, _ generator: inout SeededGenerator, _ number: (inout SeededGenerator) -> Float)
        -> [[Float]]
    {
        (0..<count).map { _ in (0...count).map { _ in number(&generator) } }
    }

    @Test("no word has no tree, one word is the root whatever its score")
    func smallest() {
        var decoder = ArborescenceDecoder()
        #expect(decoder.decode(Matrix(rows: 0, columns: 1).view).isEmpty)
        #expect(decode([[-.infinity, 5]]) == [0])
        #expect(decode([[.nan, .nan]]) == [0])
    }

    @Test("equals the best of all trees, on random scores", arguments: 2...6)
    func exhaustive(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<(count == 6 ? 3 : 40) {
            let scores = random(count, &generator) { Float.random(in: -5...5, using: &$0) }
            let heads = decode(scores)
            #expect(TreeSearch.isTree(heads))
            #expect(abs(TreeSearch.worth(heads, scores).score - TreeSearch.bestWorth(scores).score) < 1e-9)
        }
    }

    @Test("equals the best of all trees where many score the same", arguments: 2...5)
    func ties(count: Int) {
        var generator = SeededGenerator(seed: 100 + UInt64(count))
        for _ in 0..<60 {
            let scores = random(count, &generator) { Float(Int.random(in: 0...2, using: &$0)) }
            let heads = decode(scores)
            #expect(TreeSearch.isTree(heads))
            #expect(TreeSearch.worth(heads, scores).score == TreeSearch.bestWorth(scores).score)
            #expect(decode(scores) == heads)
        }
    }

    @Test("takes as few forbidden edges as there can be", arguments: 2...5)
    func forbidden(count: Int) {
        var generator = SeededGenerator(seed: 200 + UInt64(count))
        for _ in 0..<60 {
            let scores = random(count, &generator) { generator -> Float in
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: return .nan
                case 1, 2: return -.infinity
                case 3: return Bool.random(using: &generator) ? 1e9 : -1e9
                default: return Float(Int.random(in: -3...3, using: &generator))
                }
            }
            let heads = decode(scores)
            #expect(TreeSearch.isTree(heads))
            let found = TreeSearch.worth(heads, scores), best = TreeSearch.bestWorth(scores)
            #expect(found.forbidden == best.forbidden)
            #expect(found.score == best.score)
        }
    }

    @Test("equals the recursive algorithm tried with every root", arguments: [9, 14, 23])
    func recursion(count: Int) {
        var generator = SeededGenerator(seed: 300 + UInt64(count))
        for round in 0..<4 {
            // Root scores high and low: several words want the root, or none does.
            var scores = random(count, &generator) { Float.random(in: -4...4, using: &$0) }
            for row in scores.indices { scores[row][0] += [0, 6, -6, 20][round] }
            let heads = decode(scores)
            #expect(TreeSearch.isTree(heads))
            let best = TreeSearch.bestScoreByRecursion(scores)
            #expect(abs(TreeSearch.worth(heads, scores).score - best) < 1e-6)
        }
    }

    @Test("takes the lower head of two equally good ones")
    func lowerHead() {
        #expect(decode([[1, 0, 0, 0], [0, 2, 0, 2], [0, 2, 2, 0]]) == [0, 1, 1])
        #expect(decode([[0, 0, 0], [0, 0, 0]]) == decode([[0, 0, 0], [0, 0, 0]]))
    }

    @Test("one pair of words that want each other is opened where it costs least")
    func cycle() {
        // 1 and 2 choose each other; the root must come in by the one that loses less.
        #expect(decode([[1, -9, 5], [3, 5, -9]]) == [2, 0])
        #expect(decode([[3, -9, 5], [1, 5, -9]]) == [0, 1])
    }

    @Test("sentences of 400 words have a tree, in milliseconds")
    func large() {
        var generator = SeededGenerator(seed: 4)
        var decoder = ArborescenceDecoder()
        for kind in 0..<4 {
            var scores = random(400, &generator) { Float.random(in: -5...5, using: &$0) }
            if kind == 1 { for row in scores.indices { scores[row][0] += 100 } }
            if kind == 2 { for row in scores.indices { scores[row][(row ^ 1) + 1] += 50 } }
            if kind == 3 { scores = scores.map { $0.map { _ in 0 } } }
            let matrix = Matrix(scores)
            var heads: [Int] = []
            let nanoseconds = ProcessorTime.nanoseconds { heads = decoder.decode(matrix.view) }
            #expect(TreeSearch.isTree(heads))
            #expect(nanoseconds < 200_000_000)
        }
    }

    @Test("rows may stand apart, and a decoder may be used again for sentences of any length")
    func strides() {
        var generator = SeededGenerator(seed: 5)
        var decoder = ArborescenceDecoder()
        for count in [5, 2, 17, 1, 9] {
            let scores = random(count, &generator) { Float.random(in: -5...5, using: &$0) }
            let wide = Matrix(rows: count, columns: count + 1, stride: count + 9)
            for row in 0..<count { for column in 0...count { wide[row, column] = scores[row][column] } }
            #expect(decoder.decode(wide.view) == decode(scores))
        }
    }
}
