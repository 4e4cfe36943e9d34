import Documents
import Encoder
import Entities
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Contexts of training sequences")
struct ContextNumbersTests {
    private let tokenizer: WordPieceTokenizer

    init() throws {
        let entries = ["[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "##c", "<X>", "</X>"]
        tokenizer = WordPieceTokenizer(vocabulary: try Vocabulary(entries: entries), lowercase: true)
    }

    private func sequences(
        _ words: [String], _ contexts: SyntacticContexts, features: EntityFeatures, maximum: Int
    ) throws -> [TrainingSequence] {
        let corpus = CorpusDefinition(name: "X", type: .gene, train: [])
        let tags = try #require(TagNumbers(TagScheme().pairs(of: corpus), in: tokenizer.vocabulary))
        return SequenceBuilder(tokenizer: tokenizer, maximum: maximum).sequences(
            of: .init(words: words, labels: words.map { _ in .outside }), tags: tags,
            contexts: ContextNumbers(contexts, words: words, labels: features.labels, keys: features.words))
    }

    private static func features(_ module: ContextModule) -> EntityFeatures {
        EntityFeatures(
            module: module, context: .dep, labels: ContextLabels(["root", "amod"]), labelSize: 4,
            words: module.hasKeys ? ContextWords(["a", "bc"], isLowercased: true) : nil)
    }

    @Test("a sentence that fits has its pairs, labels and keys by number; what is not known is number 0")
    func whole() throws {
        let contexts = SyntacticContexts([[0, 2], [1], [0, 2]], labels: ["amod", "obl", "root"])
        let sequence = try #require(
            try sequences(["A", "bc", "c"], contexts, features: Self.features(.kvmn), maximum: 16).first)
        #expect(
            sequence.contexts
                == SequenceContexts(
                    positions: [1, 2, 4], labelled: [0, 1, 2], starts: [0, 2, 3, 5], words: [0, 2, 1, 0, 2],
                    labels: [2, 0, 1], keys: [1, 2, 0]))
        #expect(Array(sequence.readPositions) == [1, 2, 4])
        let other = try sequences(["a", "b", "c"], contexts, features: Self.features(.cfa), maximum: 16)
        #expect(other[0].contexts?.keys == [])
    }

    @Test("in windows a context word that is not fed is left out, one that is not labelled is read")
    func windows() throws {
        var random = SeededGenerator(seed: 8)
        var crossing = 0, unlabelled = 0
        for _ in 0..<60 {
            let count = Int.random(in: 12...50, using: &random)
            let words = (0..<count).map { _ in ["a", "bc", "ccc"].randomElement(using: &random) ?? "a" }
            let lists = (0..<count).map { word in
                Set([word] + (0..<3).map { _ in Int.random(in: 0..<count, using: &random) }).sorted()
            }
            let labels = (0..<count).map { _ in ["root", "amod", "?"].randomElement(using: &random) ?? "?" }
            let contexts = SyntacticContexts(lists, labels: labels)
            let found = try sequences(words, contexts, features: Self.features(.cfa), maximum: 16)
            let subwords = SubwordSentence(words: words, tokenizer: tokenizer)
            let plan = WindowPlan(wordLengths: subwords.wordLengths, room: 12, overlap: 3)
            #expect(found.count == plan.windows.count && found.count > 1)
            for (sequence, window) in zip(found, plan.windows) {
                let own = try #require(sequence.contexts)
                // The word at each position, from the sub-words before it.
                var wordAt: [Int32: Int] = [:]
                var position: Int32 = 1
                for word in window.words {
                    wordAt[position] = word
                    position += Int32(subwords.wordLengths[word])
                }
                let read = try own.positions.map { try #require(wordAt[$0]) }
                #expect(read == read.sorted() && Set(read).count == read.count)
                #expect(own.labelled.map { read[Int($0)] } == Array(window.answered))
                #expect(own.labels == read.map { Self.features(.cfa).labels.number(of: labels[$0]) })
                for (number, word) in window.answered.enumerated() {
                    let pairs = own.words[Int(own.starts[number])..<Int(own.starts[number + 1])]
                    let expected = lists[word].filter(window.words.contains)
                    #expect(pairs.map { read[Int($0)] } == expected)
                    #expect(expected.contains(word))
                    crossing += lists[word].count - expected.count
                }
                let needed = Set(window.answered.flatMap { lists[$0].filter(window.words.contains) })
                #expect(Set(read) == needed)
                unlabelled += read.count { !window.answered.contains($0) }
            }
        }
        #expect(crossing > 100 && unlabelled > 100)
    }
}
