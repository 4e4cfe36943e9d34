import Documents
import Entities

/// Made-up sentences with made-up syntax, always the same.
struct ParsedSentences {
    private(set) var words: [[String]] = []
    private(set) var syntax: [WordSyntax] = []
    private var state: UInt64 = 0

    /// Sentences of 26 words on average, with 1.35 sub-words a word.
    init(count: Int, vocabulary: [String]) {
        let known = vocabulary.filter { $0.utf8.allSatisfy { 97...122 ~= $0 } }
        let endings = vocabulary.filter { $0.hasPrefix("##") }.map { String($0.dropFirst(2)) }
        for _ in 0..<count {
            let length = 4 + next(23) + next(23)
            words.append(
                (0..<length).map { _ in
                    known[next(known.count)] + (next(100) < 35 ? endings[next(endings.count)] : "")
                })
            syntax.append(tree(over: length))
        }
    }

    /// Mean number of contexts that a feature gives a word.
    func contexts(_ feature: ContextFeature) -> Double {
        let pairs = syntax.reduce(0) { $0 + SyntacticContexts(feature, of: $1).words.count }
        return Double(pairs) / Double(syntax.reduce(0) { $0 + $1.wordCount })
    }

    /// Constituents that branch to the right, a few words each, and arcs to words near by.
    private mutating func tree(over count: Int) -> WordSyntax {
        var constituents = [ConstituencyTree.Constituent(label: "S", first: 0, last: count - 1)]
        var first = 0
        while first < count {
            let last = next(3) == 0 ? count - 1 : min(first + 1 + next(6), count - 1)
            constituents.append(.init(label: ["NP", "VP", "PP"][next(3)], first: first, last: last))
            first = last == count - 1 ? first + 1 + next(4) : last + 1
        }
        let heads = (0..<count).map { word in word == 0 ? 0 : 1 + max(0, word - 1 - next(4)) }
        return WordSyntax(
            wordCount: count, partsOfSpeech: (0..<count).map { _ in "label\(next(50))" }, constituents: constituents,
            heads: heads, relations: (0..<count).map { _ in "label\(next(50))" })
    }

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
