import Documents
import Entities
import Foundation
import Scoring
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Training runs")
struct TrainingRunTests {
    private let tiny: TinyTraining

    init() throws { tiny = try TinyTraining() }

    @Test("a model learns to follow its tags, and the program's own evaluation gives the scores of the run")
    func learns() throws {
        var tiny = tiny
        tiny.configuration.schedule.epochs = 60
        tiny.configuration.model.dropout = 0
        tiny.configuration.evaluation.perEpoch = 1
        tiny.configuration.optimizer.learningRate = 1e-2
        let summary = try tiny.run(to: "out", jobs: 2).summary
        #expect(summary.corpora == ["Letters", "Digits"])
        // Without tags, half of what it would take for entities is none.
        #expect(summary.mean > 80, "\(summary)")
        let losses = try tiny.log("out").compactMap { $0["loss"] as? Double }
        let first = try #require(losses.first), last = try #require(losses.last)
        #expect(last < first / 4)

        let model = try EntityModel(folder: tiny.folder.path("out/model"))
        #expect(model.name == "tiny-trained")
        #expect(model.tags.map(\.name) == ["Letters", "Digits"])
        for (name, f1) in zip(summary.corpora, summary.f1) {
            let corpus = try BIOCorpus(path: tiny.folder.path("\(name)/devel.tsv"))
            let score = try EntityEvaluator(model: model, tag: name).score(corpus)
            // The folder holds the weights in 16 bit.
            #expect(abs(score.f1 - f1) < 2)
        }
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| Letters | "))
        #expect(card.contains("| start | `tiny`"))
    }

    @Test("a run in parts gives the bytes of a run in one", arguments: [1, 7, 10])
    func resumed(pause: Int) throws {
        _ = try tiny.run(to: "whole").summary
        var outcome = try tiny.run(to: "parts", pauseAfter: pause)
        #expect(outcome == .stopped(step: pause))
        var parts = 1
        while case .stopped = outcome {
            outcome = try tiny.run(to: "parts", resume: true, pauseAfter: pause)
            parts += 1
        }
        #expect(parts > 2)
        for file in ["checkpoint", "curves.svg", "model/model.safetensors", "model/config.json", "model/vocab.txt"] {
            #expect(try tiny.bytes("whole/\(file)") == tiny.bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("the number of threads does not change a bit")
    func jobs() throws {
        let first = try tiny.run(to: "one", jobs: 1).summary, second = try tiny.run(to: "three", jobs: 3).summary
        #expect(first.f1 == second.f1)
        #expect(try tiny.bytes("one/checkpoint") == tiny.bytes("three/checkpoint"))
    }

    @Test("seeds, and nothing else, change what is drawn")
    func seeds() throws {
        _ = try tiny.run(to: "first", pauseAfter: 2)
        _ = try tiny.run(to: "second", pauseAfter: 2)
        #expect(try tiny.bytes("first/checkpoint") == tiny.bytes("second/checkpoint"))
        var other = tiny
        other.configuration.schedule.seed = 4
        _ = try other.run(to: "third", pauseAfter: 2)
        #expect(try tiny.bytes("first/checkpoint") != tiny.bytes("third/checkpoint"))
    }

    @Test("the log has a line every few steps and every evaluation; lines of lost steps are dropped on resuming")
    func log() throws {
        let total = try tiny.run(to: "whole").summary.steps
        let whole = try tiny.log("whole")
        let steps = whole.filter { $0["event"] as? String == "step" }.compactMap { $0["step"] as? Int }
        #expect(steps == Array(stride(from: 2, to: total, by: 2)) + [total])
        #expect(whole.filter { $0["event"] as? String == "devel" }.count == 8)
        #expect(whole.last?["event"] as? String == "end")

        _ = try tiny.run(to: "killed", pauseAfter: 5)
        // What a killed run would have written after its checkpoint.
        let path = tiny.folder.path("killed/training.jsonl")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        handle.seekToEndOfFile()
        handle.write(Data("{\"event\":\"step\",\"step\":6,\"loss\":9}\n{\"event\":\"st".utf8))
        try handle.close()
        _ = try tiny.run(to: "killed", resume: true)
        let killed = try tiny.log("killed").filter { $0["event"] as? String == "step" }
        #expect(killed.compactMap { $0["step"] as? Int } == steps)
        #expect(!killed.contains { $0["loss"] as? Double == 9 })
    }

    @Test("a finished run has nothing left to do")
    func finished() throws {
        let first = try tiny.run(to: "out").summary
        let again = try tiny.run(to: "out", resume: true).summary
        #expect(again.f1 == first.f1)
        #expect(again.steps == first.steps)
    }

    @Test("a folder with a checkpoint is not overwritten, and other settings do not go on from it")
    func occupied() throws {
        _ = try tiny.run(to: "out", pauseAfter: 2)
        let occupied = try #require(throws: TrainingError.self) { try tiny.run(to: "out") }
        #expect(occupied.kind == .occupied)
        #expect("\(occupied)".contains("--resume"))
        var other = tiny
        other.configuration.optimizer.learningRate = 1e-3
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "out", resume: true) }.kind == .otherRun)
        _ = try tiny.folder.write(Array("a\tB\n".utf8), to: "Letters/train.tsv")
        #expect(try #require(throws: TrainingError.self) { try tiny.run(to: "out", resume: true) }.kind == .otherRun)
    }

    @Test("a damaged checkpoint is refused, wherever the damage is")
    func damaged() throws {
        _ = try tiny.run(to: "out", pauseAfter: 2)
        let whole = try tiny.bytes("out/checkpoint")
        for place in [0, 9, 14, 20, whole.count / 2, whole.count - 1] {
            var bytes = whole
            bytes[place] ^= 0x10
            _ = try tiny.folder.write(bytes, to: "out/checkpoint")
            #expect(throws: TrainingError.self) { try tiny.run(to: "out", resume: true) }
        }
        for length in [0, 7, 30, whole.count - 1] {
            _ = try tiny.folder.write(whole.prefix(length), to: "out/checkpoint")
            #expect(throws: TrainingError.self) { try tiny.run(to: "out", resume: true) }
        }
    }

    static let variants: [VariantTests.Variant] = [
        .init(naming: .none), .init(naming: .type), .init(naming: .both), .init(closing: false),
        .init(naming: .both, closing: false), .init(layer: 1), .init(decoder: .crf),
        .init(closing: false, layer: 1, decoder: .crf),
    ]

    @Test("every variant trains, scores and is written", arguments: variants)
    func trained(variant: VariantTests.Variant) throws {
        var tiny = tiny
        tiny.configuration.tags = TagScheme(naming: variant.naming, closing: variant.closing)
        tiny.configuration.tagLayer = variant.layer
        tiny.configuration.model.decoder = variant.decoder
        tiny.configuration.schedule.steps = 6
        let summary = try tiny.run(to: "out").summary
        #expect(summary.steps == 6)
        #expect(summary.f1.count == 2)
        #expect(try tiny.log("out").compactMap { $0["loss"] as? Double }.allSatisfy(\.isFinite))
        #expect(try tiny.bytes("out/model/model.safetensors").count > 1000)
        // The program's own evaluation gives the scores of the run, but for the weights being in 16 bit.
        let model = try EntityModel(folder: tiny.folder.path("out/model"))
        for (corpus, f1) in zip(tiny.configuration.corpora, summary.f1) {
            let devel = try BIOCorpus(path: tiny.folder.path("\(corpus.name)/devel.tsv"))
            let tag = variant.naming == .type ? corpus.type.rawValue : corpus.name
            #expect(abs(try EntityEvaluator(model: model, tag: tag).score(devel).f1 - f1) < 3)
        }
    }

    @Test("accumulated batches, no average, no devel")
    func options() throws {
        var tiny = tiny
        tiny.configuration.schedule.accumulate = 3
        tiny.configuration.optimizer.average = nil
        for index in tiny.configuration.corpora.indices { tiny.configuration.corpora[index].devel = nil }
        let summary = try tiny.run(to: "out").summary
        #expect(summary.corpora.isEmpty)
        #expect(summary.bestStep == summary.steps)
        #expect(try EntityModel(folder: tiny.folder.path("out/model")).tags.count == 2)
    }

    @Test("the folder holds the weights in the type that was asked for", arguments: [WeightType.float32, .int8])
    func weights(type: WeightType) throws {
        var tiny = tiny
        tiny.configuration.model.weights = type
        tiny.configuration.schedule.steps = 4
        let summary = try tiny.run(to: "out").summary
        let file = try SafetensorsFile(path: tiny.folder.path("out/model/model.safetensors"))
        #expect(file.contains("embeddings.word_embeddings.weight.scale") == (type == .int8))
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains(type == .int8 ? "8 bit with a scale a row" : "32 bit |"))
        let model = try EntityModel(folder: tiny.folder.path("out/model"))
        for (name, f1) in zip(summary.corpora, summary.f1) where type == .float32 {
            let devel = try BIOCorpus(path: tiny.folder.path("\(name)/devel.tsv"))
            #expect(abs(try EntityEvaluator(model: model, tag: name).score(devel).f1 - f1) < 1e-9)
        }
    }

    @Test("what the encoder cannot do is refused before anything is written")
    func refused() throws {
        var long = tiny
        long.configuration.schedule.maximumSubwords = 128
        let error = try #require(throws: TrainingError.self) { try long.run(to: "out") }
        #expect(error.kind == .tooLong(128, limit: 40))
        var deep = tiny
        deep.configuration.tagLayer = 2
        #expect(
            try #require(throws: TrainingError.self) { try deep.run(to: "out") }.kind == .tagLayer(2, layers: 2))
        var nothing = tiny
        for index in nothing.configuration.corpora.indices { nothing.configuration.corpora[index].weight = 0 }
        #expect(try #require(throws: TrainingError.self) { try nothing.run(to: "out") }.kind == .nothingToTrain)
        var wild = tiny
        wild.configuration.optimizer.learningRate = 1
        wild.configuration.optimizer.warmup = 0
        wild.configuration.optimizer.options.clip = 1e6
        wild.configuration.initialise = tiny.folder.path("nowhere")
        #expect(throws: (any Error).self) { try wild.run(to: "out") }
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/checkpoint")))
    }
}
