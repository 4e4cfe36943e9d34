import Testing

@testable import Entities

@Suite("Tables of labels and context words")
struct ContextTableTests {
    @Test("Labels are numbered in their order, after the one for all others")
    func labels() {
        let labels = ContextLabels(["amod", "root"])
        #expect(labels.names == ["<other>", "amod", "root"])
        #expect(labels == ContextLabels(["<other>", "amod", "root"]))
        #expect(["amod", "root", "<other>", "nmod", ""].map { labels.number(of: $0) } == [1, 2, 0, 0, 0])
        #expect(ContextLabels([]).count == 1)
    }

    @Test("Context words are looked up as the model writes words")
    func words() {
        let cased = ContextWords(["Gene", "é"], isLowercased: false)
        #expect(cased.names == ["<unknown>", "Gene", "é"])
        #expect(["Gene", "gene", "é", "É"].map { cased.number(of: $0) } == [1, 0, 2, 0])
        let uncased = ContextWords(["gene", "é"], isLowercased: true)
        #expect(["Gene", "gene", "é", "É", "mice"].map { uncased.number(of: $0) } == [1, 1, 2, 2, 0])
        #expect(uncased.form(of: "IL-2") == "il-2")
    }

    @Test("Contexts are numbered by the model's tables, words only where it has keys")
    func numbers() {
        let contexts = SyntacticContexts(.dep, of: ExampleSentence.syntax)
        let labels = ContextLabels(["root", "amod"])
        let plain = ContextNumbers(contexts, words: ExampleSentence.words, labels: labels, keys: nil)
        #expect(plain.labels == [0, 0, 0, 0, 0, 2, 2, 2, 1])
        #expect(plain.keys.isEmpty)
        #expect(plain.contextWords(of: 6) == [6, 8])
        let keys = ContextWords(["dystrophy", "this"], isLowercased: true)
        let keyed = ContextNumbers(contexts, words: ExampleSentence.words, labels: labels, keys: keys)
        #expect(keyed.keys == [2, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(keyed != plain)
    }

    @Test("What the classifier reads, and the scale, are those of the papers")
    func modules() {
        #expect(ContextModule.cfa.scale(hidden: 384) == 1 / Float(384).squareRoot())
        #expect(ContextModule.twa.scale(hidden: 384) == 1)
        #expect(ContextModule.kvmn.scale(hidden: 384) == 1)
        #expect(ContextModule.allCases.map(\.classifierParts) == [2, 3, 2])
        #expect(ContextModule.allCases.map(\.wordPart) == [1, 0, 0])
    }
}
