import Documents
import Testing

@testable import Syntax

@Suite("Joined pieces")
struct ParsedSentenceTests {
    private let labels = SyntaxLabels(
        xpos: ["NN", "VB"], upos: ["NOUN", "VERB"], relations: ["obj", "root", "nsubj"],
        constituents: ["NP", "S+VP"])

    private let piece = PieceSyntax(
        xpos: [0, 1], upos: [1, 0], relations: [2, 1], heads: [2, 0],
        spans: [LabelledSpan(first: 0, last: 1, label: 1), LabelledSpan(first: 0, last: 0, label: 0)])

    @Test("one piece is the sentence, its chains unfolded")
    func one() {
        let sentence = ParsedSentence([(0..<2, piece)], labels: labels)
        #expect(sentence.xpos == ["NN", "VB"] && sentence.upos == ["VERB", "NOUN"])
        #expect(sentence.dependencies == DependencyTree(heads: [2, 0], relations: ["nsubj", "root"]))
        #expect(
            sentence.constituents
                == ConstituencyTree(constituents: [
                    .init(label: "S", first: 0, last: 1), .init(label: "VP", first: 0, last: 1),
                    .init(label: "NP", first: 0, last: 0),
                ]))
        #expect(sentence.pieces.isEmpty)
    }

    @Test("the first piece's root heads the others', one constituent holds all")
    func several() {
        let sentence = ParsedSentence([(0..<2, piece), (2..<4, piece), (4..<6, piece)], labels: labels)
        #expect(sentence.dependencies.heads == [2, 0, 4, 2, 6, 2])
        #expect(
            sentence.dependencies.relations == ["nsubj", "root", "nsubj", "parataxis", "nsubj", "parataxis"])
        let tree = sentence.constituents.constituents
        #expect(tree.map(\.label) == ["S", "S", "VP", "NP", "S", "VP", "NP", "S", "VP", "NP"])
        #expect(tree.map(\.first) == [0, 0, 0, 0, 2, 2, 2, 4, 4, 4])
        #expect(tree.map(\.last) == [5, 1, 1, 0, 3, 3, 2, 5, 5, 4])
        #expect(sentence.pieces == [0, 2, 4])
    }
}
