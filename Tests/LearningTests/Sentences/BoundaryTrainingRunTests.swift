import Documents
import Foundation
import Sentences
import TestSupport
import Testing

@testable import Learning

/// Trains on texts of two styles made for it: in one hyphens part words, in the other they do not.
@Suite("Training of sentences and tokens") struct BoundaryTrainingRunTests {
    private let folder: TemporaryDirectory
    private var configuration: BoundaryConfiguration

    init() throws {
        folder = try TemporaryDirectory()
        configuration = BoundaryConfiguration(name: "tiny", corpora: [])
        configuration.sentenceBits = 10
        configuration.tokenBits = 10
        configuration.epochs = 4
        for (name, style, seed) in [("fine", TokenStyle.craft, 1), ("coarse", .genia, 2)] {
            var random = SeededGenerator(seed: UInt64(seed))
            for split in ["train", "dev"] {
                try FileManager.default.createDirectory(
                    at: folder.url.appendingPathComponent("\(name)-\(split)"), withIntermediateDirectories: true)
                let conllu = try document(name, split, style: style, sentences: split == "train" ? 60 : 10, &random)
                _ = try folder.write(Array(conllu.utf8), to: "\(name)-\(split).conllu")
            }
            configuration.corpora.append(
                .init(
                    name: name, style: style, train: .init(sentences: "\(name)-train.conllu", texts: "\(name)-train"),
                    dev: .init(sentences: "\(name)-dev.conllu", texts: "\(name)-dev")))
        }
    }

    /// Writes the text of a document of random words and gives its CoNLL-U.
    private func document(
        _ name: String, _ split: String, style: TokenStyle, sentences: Int, _ random: inout SeededGenerator
    ) throws -> String {
        var conllu = "# newdoc id = text\n# newpar\n"
        var text = ""
        for _ in 0..<sentences {
            var words: [[String]] = [["The"]]
            for _ in 0..<Int.random(in: 2...6, using: &random) {
                let word = ["cells", "e.g.", "gene", "0.5", "fig."].randomElement(using: &random) ?? "cells"
                let isJoined = Bool.random(using: &random)
                words.append(isJoined ? (style == .craft ? ["wild", "-", word] : ["wild-" + word]) : [word])
            }
            words.append(["grew", "."])
            text += words.map { $0.joined() }.joined(separator: " ") + " "
            for (number, word) in words.flatMap({ $0 }).enumerated() {
                conllu += "\(number + 1)\t\(word)\t_\t_\t_\t_\t_\t_\t_\t_\n"
            }
            conllu += "\n"
        }
        _ = try folder.write(Array(text.utf8), to: "\(name)-\(split)/text.txt")
        return conllu
    }

    private func run(_ output: String, epochs: Int = 4, resume: Bool = false) throws -> BoundaryTrainingRun.Outcome {
        var settings = configuration
        settings.epochs = epochs
        return try BoundaryTrainingRun(
            settings, data: folder.url.path, output: folder.path(output), resume: resume
        ).run()
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(path))) }

    @Test("a model learns, is written, and reads back to the scores of its card")
    func learns() throws {
        guard case .finished(let scores) = try run("out") else {
            Issue.record("it did not end")
            return
        }
        #expect(scores.map(\.corpus) == ["fine", "coarse"])
        #expect(scores.allSatisfy { $0.sentences > 99 && $0.tokens > 99 }, "\(scores)")
        let model = try BoundaryModel(folder: folder.path("out/model"))
        let text = "The wild-gene grew e.g. in cells. The cells grew."
        let utf8 = Array(text.utf8)
        let sentences = TrainedSentenceSplitter(model).sentences(in: utf8.span, passage: TextSpan(0, utf8.count))
        #expect(sentences.map(\.start) == [0, 34])
        let fine = try #require(TrainedWordTokenizer(model, style: .craft))
        let coarse = try #require(TrainedWordTokenizer(model, style: .genia))
        #expect(fine.tokens(in: utf8.span, sentence: TextSpan(0, 13)).count == 4)
        #expect(coarse.tokens(in: utf8.span, sentence: TextSpan(0, 13)).count == 2)
        let card = String(decoding: try bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| fine | ") && card.contains("craft, genia"))
        let log = String(decoding: try bytes("out/training.jsonl"), as: UTF8.self).split(separator: "\n")
        #expect(log.filter { $0.contains("\"event\":\"devel\"") }.count == 8)
        #expect(log.last?.contains("\"event\":\"end\"") == true)
    }

    @Test("a run that goes on gives the bytes of one that was never stopped; what it cannot go on with is refused")
    func resumes() throws {
        _ = try run("whole")
        _ = try run("parts", epochs: 1)
        #expect(throws: TrainingError(.occupied, path: folder.path("parts"))) { try run("parts") }
        _ = try run("parts", resume: true)
        for name in ["checkpoint", "model/model.safetensors", "model/config.json"] {
            #expect(try bytes("whole/\(name)") == bytes("parts/\(name)"), "\(name)")
        }
        var other = configuration
        other.seed = 7
        let differing = BoundaryTrainingRun(other, data: folder.url.path, output: folder.path("parts"), resume: true)
        #expect(throws: TrainingError(.otherRun, path: folder.path("parts/checkpoint"))) { try differing.run() }
        _ = try folder.write(Array("no".utf8), to: "parts/checkpoint")
        #expect {
            try self.run("parts", resume: true)
        } throws: {
            ($0 as? TrainingError)?.kind.isOfFiles == true
        }
    }

    @Test("a card tells the epochs that were made, not those that are asked for since")
    func epochs() throws {
        _ = try run("out", epochs: 3)
        _ = try run("out", epochs: 1, resume: true)
        let card = String(decoding: try bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| training | 3 epochs"), "\(card)")
    }

    @Test("a run that is stopped ends after its last whole epoch")
    func stops() throws {
        let stopped = BoundaryTrainingRun(configuration, data: folder.url.path, output: folder.path("out"))
        stopped.stop()
        #expect(try stopped.run() == .stopped(epochs: 0))
        #expect(!FileManager.default.fileExists(atPath: folder.path("out/model")))
    }

    @Test("a fault of a corpus is told with its file and line")
    func faults() throws {
        _ = try folder.write(Array("# newdoc id = text\n1\tword\n".utf8), to: "fine-train.conllu")
        #expect {
            try self.run("out")
        } throws: {
            "\($0)".contains("fine-train.conllu:2")
        }
    }
}
