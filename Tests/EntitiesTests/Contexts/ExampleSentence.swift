import Documents

@testable import Entities

/// The paper's example, with the syntax that its figure 4 shows.
enum ExampleSentence {
    static let words = "This case is a paternally transmitted congenital myotonic dystrophy".split(separator: " ")
        .map(String.init)

    static let syntax = WordSyntax(
        wordCount: 9,
        partsOfSpeech: ["DT", "NN", "VBZ", "DT", "RB", "VBN", "JJ", "JJ", "NN"],
        constituents: [
            .init(label: "S", first: 0, last: 8), .init(label: "NP", first: 0, last: 1),
            .init(label: "VP", first: 2, last: 8), .init(label: "NP", first: 3, last: 8),
            .init(label: "ADJP", first: 4, last: 5),
        ],
        heads: [2, 9, 9, 9, 6, 9, 9, 9, 0],
        relations: ["det", "nsubj", "cop", "det", "advmod", "amod", "amod", "amod", "root"])
}

extension SyntacticContexts {
    /// A word's contexts as words and labels.
    func pairs(of word: Int, in words: [String]) -> [[String]] {
        let numbers = contextWords(of: word).map { Int($0) }
        return [numbers.map { words[$0] }, numbers.map { labels[$0] }]
    }

    /// Every word's context words by number.
    var numbers: [[Int]] { (0..<wordCount).map { contextWords(of: $0).map { Int($0) } } }
}
