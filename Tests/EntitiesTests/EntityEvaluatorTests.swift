import Scoring
import TestSupport
import Testing

@testable import Entities

@Suite("The entity evaluator")
struct EntityEvaluatorTests {
    /// A corpus of random sentences: more than one window of them.
    func sentences() -> [[String]] {
        var generator = SeededGenerator(seed: 61)
        return (0..<600).map { _ in
            (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                String(EntityTaggerTests.words.randomElement(using: &generator) ?? "the")
            }
        }
    }

    @Test("Labels are the same whatever the number of workers, and those of each sentence alone")
    func workers() throws {
        let sentences = sentences()
        let model = try TinyModel.load()
        let evaluator = try EntityEvaluator(model: model, tag: "Taxa")
        let single = evaluator.labels(of: sentences)
        #expect(single.map(\.count) == sentences.map(\.count))
        #expect(Set(single.joined()).count == 3)
        for workers in [2, 3, 16] {
            #expect(evaluator.labels(of: sentences, workers: workers) == single)
        }
        for number in stride(from: 0, to: sentences.count, by: 97) {
            #expect(evaluator.labels(of: [sentences[number]]) == [single[number]])
        }
        #expect(evaluator.labels(of: []).isEmpty)
    }

    @Test("A corpus labelled by the model scores 100, one with labels taken out loses recall or precision only there")
    func score() throws {
        let sentences = sentences()
        let evaluator = try EntityEvaluator(model: TinyModel.load(), tag: "Genes", batchTokens: 128)
        let labels = evaluator.labels(of: sentences)
        func corpus(_ labels: [[BIOLabel]]) throws -> BIOCorpus {
            let lines = zip(sentences, labels).map { words, labels in
                zip(words, labels).map { "\($0)\t\($1.rawValue)\n" }.joined()
            }
            return try BIOCorpus(bytes: Array(lines.joined(separator: "\n").utf8), file: "x.tsv")
        }
        let perfect = evaluator.score(try corpus(labels), workers: 2)
        #expect(perfect.f1 == 100)
        let mentions = labels.map { BIOLabel.mentions(in: $0).count }
        #expect(perfect.gold == mentions.reduce(0, +))
        let blank = labels.enumerated().map { $0 < 300 ? $1.map { _ in BIOLabel.outside } : $1 }
        let half = evaluator.score(try corpus(blank))
        #expect(half.predicted == perfect.predicted)
        #expect(half.gold == mentions[300...].reduce(0, +))
        #expect(half.correct == half.gold)
    }

    @Test("An unknown tag is refused")
    func unknownTag() throws {
        let model = try TinyModel.load()
        let kind = EntityModelError.Kind.unknownTag("BC2GM", known: ["Genes", "Taxa", "Proteins"])
        #expect(throws: EntityModelError(kind: kind, file: model.folder)) {
            try EntityEvaluator(model: model, tag: "BC2GM")
        }
    }
}
