import Entities
import Foundation
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("A run that adds words to the vocabulary")
struct VocabularyAdditionsTests {
    private var tiny: TinyTraining

    init() throws {
        tiny = try TinyTraining()
        // Words of several letters, of which the tiny vocabulary knows only the letters.
        var random = SeededGenerator(seed: 2)
        for name in ["Letters", "Digits"] {
            for (file, count) in [("train.tsv", 40), ("devel.tsv", 12)] {
                var text = ""
                for _ in 0..<count {
                    for _ in 0..<Int.random(in: 2...4, using: &random) {
                        let word = ["abba", "c", "dab", "1221", "21"].randomElement(using: &random) ?? "c"
                        let isEntity = (name == "Letters" ? ["abba", "dab"] : ["1221", "21"]).contains(word)
                        text += "\(word)\t\(isEntity ? "B" : "O")\n"
                    }
                    text += "\n"
                }
                _ = try tiny.folder.write(Array(text.utf8), to: "\(name)/\(file)")
            }
        }
        tiny.configuration.vocabulary = .init(additions: 3)
    }

    private func entries(_ path: String) throws -> [String] { try Vocabulary(path: path).entries }

    @Test("an added word begins as the mean of its pieces, and nothing else changes")
    func mean() throws {
        let prepared = try PreparedRun(tiny.configuration, .init(data: tiny.folder.url.path, jobs: 1))
        #expect(Set(prepared.start.words.map(\.text)) == ["abba", "1221", "dab"])
        var plain = tiny.configuration
        plain.vocabulary = nil
        let before = try PreparedRun(plain, .init(data: tiny.folder.url.path, jobs: 1))
        #expect(prepared.digest != before.digest)
        let table = prepared.trainer.parameters[ParameterLayout.wordTable]
        let old = before.trainer.parameters[ParameterLayout.wordTable]
        #expect(table.count == old.count + 3 * 16)
        #expect(Array(table.prefix(old.count)) == Array(old))
        for (number, word) in prepared.start.words.enumerated() {
            #expect(word.pieces.count == word.text.count)
            for column in 0..<16 {
                let values = word.pieces.map { old[Int($0) * 16 + column] }
                let mean = values.reduce(0, +) / Float(values.count)
                #expect(table[old.count + number * 16 + column] == mean)
            }
        }
    }

    @Test("sentences get shorter, the exported model loads, and the program's evaluation gives the scores of the run")
    func exported() throws {
        var tiny = tiny
        tiny.configuration.schedule.epochs = 20
        tiny.configuration.model.dropout = 0
        tiny.configuration.optimizer.learningRate = 1e-2
        guard case .finished(let summary) = try tiny.run(to: "out") else { throw Unfinished() }
        let log = try #require(tiny.log("out").first)
        #expect(log["words_added"] as? Int == 3)
        var plain = tiny
        plain.configuration.vocabulary = nil
        _ = try plain.run(to: "plain", pauseAfter: 1)
        let shorter = try #require(log["subwords_an_epoch"] as? Int)
        #expect(try shorter < #require(plain.log("plain").first?["subwords_an_epoch"] as? Int))

        let folder = tiny.folder.path("out/model")
        let start = try entries(Fixtures.url("entities/tiny/vocab.txt").path)
        let tags = ["<Letters>", "</Letters>", "<Digits>", "</Digits>"]
        let found = try entries("\(folder)/vocab.txt")
        #expect(Array(found.prefix(start.count + 4)) == start + tags)
        #expect(found.count == start.count + 4 + 3)
        let model = try EntityModel(folder: folder)
        #expect(summary.mean > 60)
        for (name, f1) in zip(summary.corpora, summary.f1) {
            let corpus = try BIOCorpus(path: tiny.folder.path("\(name)/devel.tsv"))
            // The folder holds the weights in 16 bit.
            #expect(abs(try EntityEvaluator(model: model, tag: name).score(corpus).f1 - f1) < 2)
        }
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("104 sub-words + 4 tags + 3 words"))
    }

    private struct Unfinished: Error {}

    @Test("a run in parts gives the bytes of a run in one")
    func resumed() throws {
        _ = try tiny.run(to: "whole")
        _ = try tiny.run(to: "parts", pauseAfter: 5)
        _ = try tiny.run(to: "parts", resume: true)
        for file in ["checkpoint", "model/model.safetensors", "model/vocab.txt", "model/config.json"] {
            #expect(try tiny.bytes("whole/\(file)") == tiny.bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("further texts are counted too, and belong to the run; one without words is refused")
    func texts() throws {
        var tiny = tiny
        let zebra = String(repeating: "zebra ", count: 400)
        _ = try tiny.folder.write(Array("the \(zebra)\n".utf8), to: "more.txt")
        tiny.configuration.vocabulary?.texts = ["more.txt"]
        _ = try tiny.run(to: "out", pauseAfter: 1)
        let prepared = try PreparedRun(tiny.configuration, .init(data: tiny.folder.url.path, jobs: 1))
        #expect(prepared.start.words.first?.text == "zebra")
        _ = try tiny.folder.write(Array("the \(zebra) \(zebra)\n".utf8), to: "more.txt")
        let other = try #require(throws: TrainingError.self) { try tiny.run(to: "out", resume: true) }
        #expect(other.kind == .otherRun)
        _ = try tiny.folder.write(Array(" \n\n".utf8), to: "more.txt")
        let empty = try #require(throws: TrainingError.self) { try tiny.run(to: "new") }
        #expect(empty.kind == .emptyText)
        #expect("\(empty)".contains("more.txt: the text has no word; take it out of `texts`"))
        tiny.configuration.vocabulary?.texts = ["absent.txt"]
        #expect(throws: (any Error).self) { try tiny.run(to: "new") }
    }

    @Test("the number of words is part of what a run is")
    func digest() throws {
        _ = try tiny.run(to: "out", pauseAfter: 1)
        var other = tiny
        other.configuration.vocabulary?.additions = 2
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "out", resume: true) }.kind == .otherRun)
    }
}
