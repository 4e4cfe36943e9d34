import Encoder
import Files
import Foundation
import Tensors
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Runs that go on with the training of an encoder")
struct PretrainingRunTests {
    private let tiny: TinyPretraining

    init() throws { tiny = try TinyPretraining() }

    @Test("a model learns what its texts are like; log, curves and card say how well")
    func learns() throws {
        var tiny = tiny
        tiny.configuration.schedule.epochs = 60
        tiny.configuration.model.dropout = 0
        tiny.configuration.evaluation.perEpoch = 1
        tiny.configuration.optimizer.learningRate = 1e-2
        let summary = try tiny.run(to: "out", jobs: 2).summary
        #expect(summary.corpora == ["held-out"])
        let measures = try #require(summary.measures)
        #expect(measures.map(\.name) == ["held-out accuracy", "held-out loss", "held-out perplexity"])
        // By the frequencies of letters alone it would be one in eight; five in six can be told by those around them.
        #expect(measures[0].score > 60 && measures[1].score < 1.5, "\(measures)")
        #expect(abs(measures[2].score - exp(measures[1].score)) < 1e-9)
        #expect(summary.f1 == [measures[0].score])
        let log = try tiny.log("out"), losses = log.compactMap { $0["loss"] as? Double }
        let first = try #require(losses.first), last = try #require(losses.last)
        #expect(last < first / 1.5, "\(first) to \(last)")
        let begun = try #require(log.first)
        #expect(begun["documents"] as? Int == 110 && begun["documents_held_out"] as? Int ?? 0 >= 11)
        #expect(begun["head"] as? String == "new")
        let scores = try #require(log.compactMap { $0["scores"] as? [String: Double] }.last)
        #expect(Set(scores.keys) == Set(measures.map(\.name)))
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| held-out perplexity | ") && card.contains("whole words"))
        let curves = try String(decoding: tiny.bytes("out/curves.svg"), as: UTF8.self)
        #expect(curves.contains("held-out accuracy") && !curves.contains("perplexity"))
    }

    @Test("a run in parts gives the bytes of a run in one", arguments: [1, 5])
    func resumed(pause: Int) throws {
        _ = try tiny.run(to: "whole").summary
        var outcome = try tiny.run(to: "parts", pauseAfter: pause)
        #expect(outcome == .stopped(step: pause))
        while case .stopped = outcome { outcome = try tiny.run(to: "parts", resume: true, pauseAfter: pause) }
        for file in ["checkpoint", "curves.svg", "model/model.safetensors", "model/config.json", "model/vocab.txt"] {
            #expect(try tiny.bytes("whole/\(file)") == tiny.bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("the number of threads does not change a bit; other settings, texts or starts do not go on from a checkpoint")
    func jobs() throws {
        let first = try tiny.run(to: "one", jobs: 1).summary, second = try tiny.run(to: "three", jobs: 3).summary
        #expect(first.measures == second.measures)
        #expect(try tiny.bytes("one/checkpoint") == tiny.bytes("three/checkpoint"))
        var other = tiny
        other.configuration.masking.wholeWords = false
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "one", resume: true) }.kind == .otherRun)
        _ = try tiny.folder.write(Array("a b c d e f g h\nb c d e f g h a\n".utf8), to: "abstracts.txt")
        #expect(try #require(throws: TrainingError.self) { try tiny.run(to: "one", resume: true) }.kind == .otherRun)
    }

    @Test("every epoch hides other sub-words of a sequence, held-out documents the same each time")
    func epochs() throws {
        let prepared = try PreparedPretraining(
            tiny.configuration, RunResources(data: tiny.folder.url.path))
        let numbers = prepared.data.sequences.indices
        let first = numbers.map { prepared.item($0, epoch: 0) }, second = numbers.map { prepared.item($0, epoch: 1) }
        #expect(first == numbers.map { prepared.item($0, epoch: 0) })
        #expect(zip(first, second).filter { $0 != $1 }.count > numbers.count / 2)
        let model = prepared.trainer.model
        let scores = (0..<2).map { step in
            prepared.score(model, step: step, progress: { _ in }, isStopped: { false })?.measures
        }
        #expect(scores[0] != nil && scores[0] == scores[1])
        #expect(prepared.score(model, step: 0, progress: { _ in }, isStopped: { true }) == nil)
        #expect(Set(prepared.plan(epoch: 0).joined()) == Set(numbers))
    }

    @Test("the folder has the layout of the start, and no head", arguments: [WeightType.float32, .float16])
    func layout(type: WeightType) throws {
        var tiny = tiny
        tiny.configuration.model.weights = type
        tiny.configuration.schedule.steps = 4
        _ = try tiny.run(to: "out").summary
        let folder = tiny.folder.path("out/model"), start = tiny.configuration.initialise
        let old = try SafetensorsFile(path: "\(start)/model.safetensors")
        let new = try SafetensorsFile(path: "\(folder)/model.safetensors")
        #expect(Set(new.names) == Set(old.names.filter { !$0.hasPrefix("classifier.") }))
        for name in new.names { #expect(new.shape(of: name) == old.shape(of: name), "\(name)") }
        let words = "embeddings.word_embeddings.weight"
        #expect(try new.numbers(words) != old.numbers(words))
        #expect(try tiny.bytes("out/model/vocab.txt") == Data(contentsOf: URL(fileURLWithPath: "\(start)/vocab.txt")))
        let config = try JSONSerialization.jsonObject(with: tiny.bytes("out/model/config.json")) as? [String: Any]
        #expect(config?["architectures"] as? [String] == ["BertModel"])
        #expect(config?["syntag"] == nil && config?["id2label"] == nil)
        let shapes = try [folder, start].map { try EncoderConfiguration(path: "\($0)/config.json") }
        #expect(shapes[0] == shapes[1])
        #expect(try String(decoding: tiny.bytes("out/model/SHA256SUMS"), as: UTF8.self).contains("model.safetensors"))
    }

    @Test("entities start from what came out, at its weights")
    func initialises() throws {
        var tiny = tiny
        tiny.configuration.schedule.steps = 4
        _ = try tiny.run(to: "out").summary
        var entities = try TinyTraining()
        entities.configuration.initialise = tiny.folder.path("out/model")
        let prepared = try PreparedRun(entities.configuration, .init(data: entities.folder.url.path, jobs: 1))
        let exported = try SafetensorsFile(path: tiny.folder.path("out/model/model.safetensors"))
        let name = "encoder.layer.1.output.dense.weight"
        #expect(Array(prepared.trainer.parameters[name]) == (try exported.numbers(name)))
        let summary = try entities.run(to: "trained").summary
        #expect(summary.corpora == ["Letters", "Digits"])
        // And so does another run of its own kind.
        var again = tiny
        again.configuration.initialise = tiny.folder.path("out/model")
        #expect(try again.run(to: "again").summary.steps == 4)
    }

    @Test("a head of the start is gone on with")
    func headOfStart() throws {
        var tiny = tiny
        let prepared = try PreparedPretraining(tiny.configuration, RunResources(data: tiny.folder.url.path))
        let parameters = prepared.trainer.parameters
        parameters[PredictionHead.bias].update(repeating: 0.25)
        for name in ["config.json", "vocab.txt"] {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(tiny.configuration.initialise)/\(name)"))
            _ = try tiny.folder.write(data, to: name)
        }
        try parameters.export(to: tiny.folder.url.path, type: .float32)
        tiny.configuration.initialise = tiny.folder.url.path
        let again = try PreparedPretraining(tiny.configuration, RunResources(data: tiny.folder.url.path))
        #expect(again.trainer.parameters[PredictionHead.bias].allSatisfy { $0 == 0.25 })
        tiny.configuration.schedule.steps = 2
        _ = try tiny.run(to: "out").summary
        #expect(try tiny.log("out").first?["head"] as? String == "of the start")
    }

    @Test("without held-out documents the model is that of the end")
    func unscored() throws {
        var tiny = tiny
        tiny.configuration.heldOut = 0
        tiny.configuration.optimizer.average = nil
        let summary = try tiny.run(to: "out").summary
        #expect(summary.corpora.isEmpty && summary.bestStep == summary.steps)
        #expect(try tiny.bytes("out/model/model.safetensors").count > 1000)
    }

    @Test("what cannot be trained is refused before anything is written")
    func refused() throws {
        var long = tiny
        long.configuration.schedule.maximumSubwords = 41
        #expect(try #require(throws: TrainingError.self) { try long.run(to: "out") }.kind == .tooLong(41, limit: 40))
        var nothing = tiny
        for index in nothing.configuration.texts.indices { nothing.configuration.texts[index].weight = 0 }
        let error = try #require(throws: TrainingError.self) { try nothing.run(to: "out") }
        #expect(error.kind == .noTextToTrain && "\(error)".contains("`held_out`"))
        var maskless = tiny
        for name in ["config.json", "vocab.txt", "model.safetensors"] {
            var data = try Data(contentsOf: URL(fileURLWithPath: "\(tiny.configuration.initialise)/\(name)"))
            if name == "vocab.txt" {
                data = Data(String(decoding: data, as: UTF8.self).replacing("[MASK]", with: "[HIDE]").utf8)
            }
            _ = try tiny.folder.write(data, to: name)
        }
        maskless.configuration.initialise = tiny.folder.url.path
        let mask = try #require(throws: TrainingError.self) { try maskless.run(to: "out") }
        #expect(mask.kind == .noMask && "\(mask)".contains("vocab.txt: "))
        var missing = tiny
        missing.configuration.texts.append(TextDefinition(file: "nowhere.txt"))
        #expect(try #require(throws: FileError.self) { try missing.run(to: "out") }.code == .notFound)
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/checkpoint")))
    }
}
