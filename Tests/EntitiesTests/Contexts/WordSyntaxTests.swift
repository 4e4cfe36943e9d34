import Documents
import TestSupport
import Testing

@testable import Entities

@Suite("The syntax of words")
struct WordSyntaxTests {
    @Test("A sentence's tokens are its words")
    func sentence() {
        let tokens = ["DT", nil, "NN"].enumerated().map { number, xpos in
            Token(span: TextSpan(2 * number, 2 * number + 1), xpos: xpos)
        }
        var sentence = Sentence(span: TextSpan(0, 5), tokens: tokens)
        sentence.dependencies = DependencyTree(heads: [3, 3, 0], relations: ["det", "amod", "root"])
        sentence.constituents = ConstituencyTree(constituents: [.init(label: "NP", first: 0, last: 2)])
        #expect(
            WordSyntax(of: sentence)
                == WordSyntax(
                    wordCount: 3, partsOfSpeech: ["DT", "none", "NN"],
                    constituents: [.init(label: "NP", first: 0, last: 2)], heads: [3, 3, 0],
                    relations: ["det", "amod", "root"]))
        let bare = Sentence(span: TextSpan(0, 5), tokens: tokens.map { Token(span: $0.span) })
        #expect(WordSyntax(of: bare) == WordSyntax(wordCount: 3))
    }

    @Test("Of a sentence parsed in pieces only the pieces' roots have contexts in other pieces")
    func pieces() {
        let tokens = (0..<6).map { Token(span: TextSpan($0, $0 + 1), xpos: "NN") }
        let sentence = Sentence(
            span: TextSpan(0, 6), tokens: tokens,
            dependencies: DependencyTree(
                heads: [2, 0, 2, 5, 2, 5], relations: ["amod", "root", "punct", "amod", "parataxis", "punct"]),
            constituents: ConstituencyTree(constituents: [
                .init(label: "S", first: 0, last: 5), .init(label: "NP", first: 0, last: 2),
                .init(label: "NP", first: 3, last: 5),
            ]), pieces: [0, 3])
        let syntax = WordSyntax(of: sentence)
        #expect(
            SyntacticContexts(.syn, of: syntax).numbers == [
                [0, 1, 2], [0, 1, 2], [0, 1, 2], [3, 4, 5], [3, 4, 5], [3, 4, 5],
            ])
        #expect(
            SyntacticContexts(.dep, of: syntax).numbers == [
                [0, 1], [0, 1, 2, 4], [1, 2], [3, 4], [1, 3, 4, 5], [4, 5],
            ])
    }

    /// "KdgR-binding site here": the tokens are KdgR-binding, site, here.
    private let tokens = [TextSpan(0, 12), TextSpan(13, 17), TextSpan(18, 22)]
    private let syntax = WordSyntax(
        wordCount: 3, partsOfSpeech: ["JJ", "NN", "RB"],
        constituents: [
            .init(label: "FRAG", first: 0, last: 2), .init(label: "NP", first: 0, last: 1),
            .init(label: "ADVP", first: 2, last: 2),
        ], heads: [2, 0, 2], relations: ["amod", "root", "advmod"])

    @Test("Words that are the tokens have their syntax")
    func identity() {
        #expect(syntax.mapped(from: tokens, to: tokens) == syntax)
        var generator = SeededGenerator(seed: 73)
        for count in 1...20 {
            let syntax = WordSyntax.random(count, using: &generator)
            let spans = (0..<count).map { TextSpan(3 * $0, 3 * $0 + 2) }
            #expect(syntax.mapped(from: spans, to: spans) == syntax)
        }
    }

    @Test("Several words in one token share its syntax; what depends on it depends on the last")
    func split() {
        let words = [
            TextSpan(0, 4), TextSpan(4, 5), TextSpan(5, 12), TextSpan(13, 15), TextSpan(15, 17), TextSpan(18, 22),
        ]
        let mapped = syntax.mapped(from: tokens, to: words)
        #expect(mapped.partsOfSpeech == ["JJ", "JJ", "JJ", "NN", "NN", "RB"])
        #expect(mapped.heads == [5, 5, 5, 0, 0, 5])
        #expect(mapped.relations == ["amod", "amod", "amod", "root", "root", "advmod"])
        #expect(
            mapped.constituents == [
                .init(label: "FRAG", first: 0, last: 5), .init(label: "NP", first: 0, last: 4),
                .init(label: "ADVP", first: 5, last: 5),
            ])
    }

    @Test("Of several tokens in one word the one that heads the others speaks for it")
    func joined() {
        let words = [TextSpan(0, 17), TextSpan(18, 22)]
        let mapped = syntax.mapped(from: tokens, to: words)
        #expect(mapped.partsOfSpeech == ["NN", "RB"])
        #expect(mapped.heads == [0, 1])
        #expect(mapped.relations == ["root", "advmod"])
        #expect(
            mapped.constituents == [
                .init(label: "FRAG", first: 0, last: 1), .init(label: "NP", first: 0, last: 0),
                .init(label: "ADVP", first: 1, last: 1),
            ])
        let all = syntax.mapped(from: tokens, to: [TextSpan(0, 22)])
        #expect(
            all.constituents.map(\.label) == ["FRAG", "NP"], "the constituent of a token that does not speak is gone")
        let flat = WordSyntax(wordCount: 3, partsOfSpeech: syntax.partsOfSpeech)
        #expect(flat.mapped(from: tokens, to: words).partsOfSpeech == ["NN", "RB"])
    }

    @Test("Words whose tokens head each other crosswise make a tree all the same")
    func crossed() {
        let spans = [TextSpan(0, 1), TextSpan(1, 2), TextSpan(2, 3), TextSpan(3, 4)]
        let words = [TextSpan(0, 2), TextSpan(2, 3), TextSpan(3, 4)]
        for (heads, expected) in [([3, 0, 2, 3], [0, 1, 2]), ([3, 4, 2, 0], [3, 1, 0])] {
            let crossed = WordSyntax(
                wordCount: 4, heads: heads, relations: ["a", "b", "c", "d"])
            #expect(crossed.mapped(from: spans, to: words).heads == expected)
        }
    }

    @Test("A word that no token covers has no syntax")
    func uncovered() {
        let mapped = syntax.mapped(from: [tokens[0], tokens[1], TextSpan(30, 34)], to: tokens)
        #expect(mapped.partsOfSpeech == ["JJ", "NN", "none"])
        #expect(mapped.heads == [2, 0, 0])
        #expect(mapped.relations == ["amod", "root", "none"])
        #expect(mapped.constituents.map(\.label) == ["FRAG", "NP"])
        #expect(syntax.mapped(from: tokens, to: []).wordCount == 0)
    }
}
