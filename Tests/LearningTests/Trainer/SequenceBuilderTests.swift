import Documents
import Entities
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Training sequences")
struct SequenceBuilderTests {
    private static let entries =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "##c", "##d"]
        + ["<X>", "</X>", "<Gene>", "</Gene>"]
    private let vocabulary: Vocabulary
    private let tokenizer: WordPieceTokenizer
    private let corpus = CorpusDefinition(name: "X", type: .gene, train: [])

    init() throws {
        vocabulary = try Vocabulary(entries: Self.entries)
        tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
    }

    private func sequences(
        _ words: [String], _ labels: [BIOLabel], scheme: TagScheme, maximum: Int = 32
    ) throws -> [TrainingSequence] {
        let tags = try #require(TagNumbers(scheme.pairs(of: corpus), in: vocabulary))
        return SequenceBuilder(tokenizer: tokenizer, maximum: maximum)
            .sequences(of: .init(words: words, labels: labels), tags: tags)
    }

    /// The sequence as the model sees it with tags from the start, in words.
    private func text(_ sequence: TrainingSequence) -> String {
        var ids = sequence.ids
        if let close = sequence.close { ids.insert(close, at: ids.count - 1) }
        if let open = sequence.open { ids.insert(open, at: 1) }
        return ids.map(vocabulary.entry).joined(separator: " ")
    }

    static let schemes: [(TagScheme, String)] = [
        (.init(naming: .none), "[CLS] a b ##c [SEP]"),
        (.init(naming: .corpus), "[CLS] <X> a b ##c </X> [SEP]"),
        (.init(naming: .corpus, closing: false), "[CLS] <X> a b ##c [SEP]"),
        (.init(naming: .type), "[CLS] <Gene> a b ##c </Gene> [SEP]"),
        (.init(naming: .both), "[CLS] <X> <Gene> a b ##c </Gene> </X> [SEP]"),
        (.init(naming: .both, closing: false), "[CLS] <X> <Gene> a b ##c [SEP]"),
    ]

    @Test("tags stand where their scheme says, labels at the first sub-word of each word", arguments: schemes)
    func tags(scheme: TagScheme, expected: String) throws {
        let sequence = try #require(try sequences(["A", "bc"], [.outside, .begin], scheme: scheme).first)
        #expect(text(sequence) == expected)
        #expect(sequence.tokenCount == expected.split(separator: " ").count)
        let labelled = sequence.labelled.map { "\(vocabulary.entry(sequence.ids[Int($0.position)])) \($0.label)" }
        #expect(labelled == ["a 2", "b 0"])
    }

    @Test("the vocabulary is given each tag once, in the corpora's order")
    func entries() {
        let other = CorpusDefinition(name: "Y", type: .gene, train: [])
        #expect(TagScheme(naming: .none).entries(of: [corpus, other]).isEmpty)
        #expect(TagScheme(naming: .type).entries(of: [corpus, other]) == ["<Gene>", "</Gene>"])
        #expect(
            TagScheme(naming: .both, closing: false).entries(of: [corpus, other]) == ["<X>", "<Gene>", "<Y>"])
    }

    @Test("long sentences give windows within the limit; every word is labelled in one of them")
    func windows() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let count = Int.random(in: 1...60, using: &random)
            let words = (0..<count).map { _ in
                ["a", "bc", "acd", "bcdcdcdcdcdcdcdc"].randomElement(using: &random) ?? ""
            }
            let labels = words.map { _ in BIOLabel.allCases.randomElement(using: &random) ?? .outside }
            let found = try sequences(words, labels, scheme: .init(naming: .both), maximum: 16)
            #expect(found.allSatisfy { $0.tokenCount <= 16 })
            let all = found.flatMap(\.labelled).map { SequenceBuilder.labels[Int($0.label)] }
            #expect(all == labels)
        }
    }

    @Test("numbers of labels are those of their list")
    func labels() {
        #expect(BIOLabel.allCases.allSatisfy { SequenceBuilder.labels[Int(SequenceBuilder.number(of: $0))] == $0 })
    }
}
