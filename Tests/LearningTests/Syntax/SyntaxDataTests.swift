import Documents
import Foundation
import Scoring
import Syntax
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Treebanks as training data")
struct SyntaxDataTests {
    /// A sentence of words, all of one part of speech, with these constituents.
    private func sentence(_ words: Int, _ constituents: [(String, Int, Int)]) -> SyntaxSentence {
        let tree = ConstituencyTree(constituents: constituents.map { .init(label: $0.0, first: $0.1, last: $0.2) })
        let dependencies = DependencyTree(
            heads: Array(0..<words), relations: ["root"] + Array(repeating: "dep", count: words - 1))
        let syntax = SentenceSyntax(
            xpos: Array(repeating: "NN", count: words), upos: Array(repeating: "NOUN", count: words),
            dependencies: dependencies, constituents: tree)
        return SyntaxSentence(
            words: Array(repeating: "cell", count: words), syntax: syntax, dependencies: dependencies,
            spans: SyntaxSentence.spans(of: tree, words: words))
    }

    @Test("labels over the same words are one chain, outermost first")
    func chains() {
        let spans = sentence(3, [("S", 0, 2), ("VP", 0, 2), ("NP", 0, 0), ("NP", 1, 2), ("NP", 2, 2)]).spans
        #expect(spans.map(\.chain) == [["S", "VP"], ["NP"], ["NP"], ["NP"]])
        #expect(spans.map(\.first) == [0, 0, 1, 2])
        #expect(spans.map(\.last) == [2, 0, 2, 2])
        // A sentence without a constituent around it, or without any.
        #expect(sentence(2, [("NP", 0, 0)]).spans.map(\.chain) == [[], ["NP"]])
        #expect(sentence(1, []).spans.map(\.chain) == [[]])
    }

    @Test("rare chains are broken down to the longest known part, outer labels first")
    func inventory() {
        let common = Array(repeating: sentence(3, [("S", 0, 2), ("VP", 1, 2), ("NP", 1, 2), ("NP", 0, 0)]), count: 3)
        let rare = [
            sentence(2, [("S", 0, 1), ("VP", 0, 1), ("NP", 0, 1)]), sentence(2, [("X", 0, 1)]),
            sentence(1, [("NP", 0, 0)]),
        ]
        let inventory = SyntaxInventory(of: common + rare, minimumCount: 3)
        #expect(inventory.constituents == ["NP", "S", "VP+NP"])
        #expect(inventory.relations == ["dep", "root"])
        #expect(inventory.counts == .init(xpos: 1, upos: 1, relations: 2, constituents: 3))
        func number(_ chain: [String], isWhole: Bool = false) -> String? {
            inventory.constituentNumber(chain, isWhole: isWhole).number.map { inventory.constituents[$0] }
        }
        #expect(number(["NP"]) == "NP")
        #expect(number(["S", "VP", "NP"]) == "VP+NP")
        #expect(number(["S", "NP"]) == "S")
        #expect(number(["NP", "S"]) == "NP")
        #expect(number(["X"]) == nil)
        #expect(number(["X"], isWhole: true) == "S")
        #expect(number([], isWhole: true) == "S")
        #expect(inventory.constituentNumber(["S"], isWhole: true).isExact)
        #expect(!inventory.constituentNumber(["S", "NP"], isWhole: true).isExact)
        #expect(inventory.relationNumber("obj") == -1)
    }

    @Test("sequences have the sub-words, tags, and numbers of labels")
    func sequences() throws {
        let vocabulary = try Vocabulary(
            entries: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cell", "##s", "of", "<T>", "</T>"], name: "v")
        let one = sentence(2, [("S", 0, 1), ("NP", 1, 1)])
        var other = one
        other.words = ["cells", "\u{7}"]
        let inventory = SyntaxInventory(of: [one], minimumCount: 1)
        var builder = SyntaxSequenceBuilder(
            tokenizer: WordPieceTokenizer(vocabulary: vocabulary, lowercase: true), inventory: inventory,
            readsFirst: false)
        let tags = try #require(TagNumbers([TagPair(open: "<T>", close: "</T>")], in: vocabulary))
        let sequence = builder.sequence(of: other, tags: tags)
        #expect(sequence.ids == [2, 5, 6, 1, 3])
        #expect(sequence.wordStarts == [1, 3, 4])
        #expect(sequence.open == 8 && sequence.close == 9)
        #expect(sequence.tokenCount == 7)
        #expect(sequence.heads == [0, 1])
        #expect(sequence.readPositions == [0, 1, 2, 3])
        #expect(
            sequence.spans == [LabelledSpan(first: 0, last: 1, label: 1), LabelledSpan(first: 1, last: 1, label: 0)])
        #expect(builder.replacedChains == 0)
        builder = SyntaxSequenceBuilder(
            tokenizer: WordPieceTokenizer(vocabulary: vocabulary, lowercase: true), inventory: inventory,
            readsFirst: true)
        #expect(builder.sequence(of: other, tags: tags).readPositions == [0, 1, 3])
    }

    @Test("real treebanks are read", .enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
    func shared() throws {
        let folder = try #require(Fixtures.shared).appendingPathComponent("data/treebank").path
        let sentences = try SyntaxSentence.sentences(split: "\(folder)/genia/dev")
        #expect(sentences.count == 1361)
        let inventory = SyntaxInventory(of: sentences, minimumCount: 3)
        #expect(inventory.constituents.contains("S+VP") && !inventory.constituents.contains { $0.contains("S1") })
        #expect(sentences.allSatisfy { $0.spans[0].first == 0 && $0.spans[0].last == $0.words.count - 1 })
    }
}
