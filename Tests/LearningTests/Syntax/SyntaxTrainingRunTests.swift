import Documents
import Encoder
import Foundation
import Syntax
import Tensors
import TestSupport
import Testing
import Treebanks

@testable import Learning

@Suite("Training runs of the syntax model")
struct SyntaxTrainingRunTests {
    private let tiny: TinySyntaxTraining

    init() throws { tiny = try TinySyntaxTraining() }

    @Test("a model learns both styles; what is exported parses as the model under training does")
    func learns() throws {
        var tiny = tiny
        tiny.configuration.schedule.epochs = 40
        tiny.configuration.schedule.batchTokens = 128
        tiny.configuration.model.dropout = 0
        tiny.configuration.model.vectorDropout = 0
        tiny.configuration.evaluation.perEpoch = 1
        tiny.configuration.optimizer.learningRate = 1e-2
        let summary = try tiny.run(to: "out", jobs: 2).summary
        #expect(summary.corpora == ["CRAFT", "GENIA"])
        let measures = try #require(summary.measures)
        #expect(measures.count == 2 * SyntaxEvaluator.measures.count)
        #expect(measures.allSatisfy { $0.score > ($0.name.hasSuffix("POS") ? 95 : 50) }, "\(measures)")
        let losses = try tiny.log("out").compactMap { $0["loss"] as? Double }
        let first = try #require(losses.first), last = try #require(losses.last)
        #expect(last < first / 5)
        let parts = try #require(tiny.log("out").compactMap { $0["losses"] as? [String: Double] }.last)
        #expect(Set(parts.keys) == ["xpos", "upos", "arcs", "relations", "spans"])
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| corpus | XPOS | UPOS | UAS | LAS | brackets |"))
        #expect(try String(decoding: tiny.bytes("out/curves.svg"), as: UTF8.self).contains("GENIA brackets"))
        try comparesWithParser(tiny)
    }

    /// Predictions of the exported weights, by the model under training and by the parser that runs over citations.
    private func comparesWithParser(_ tiny: TinySyntaxTraining) throws {
        let folder = tiny.folder.path("out/model"), exported = try SyntaxModel(folder: folder)
        #expect(exported.name == "tiny-parser")
        #expect(exported.tags.map(\.name) == ["CRAFT", "GENIA"])
        #expect(exported.defaultTag.name == "CRAFT")
        let run = try PreparedSyntaxRun(tiny.configuration, data: tiny.folder.url.path, jobs: 1)
        let parameters = try ParameterBuffer(
            run.trainer.parameters.parameters, from: SafetensorsFile(path: "\(folder)/model.safetensors"), seed: 0
        ) { _ in nil }
        let model = run.trainer.model.sharingShape(with: parameters), inventory = run.data.inventory
        for part in run.data.devel {
            let parser = try SyntaxParser(model: exported, options: .init(tag: part.name))
            let parsed = parser.parse(part.sentences.map(\.words))
            let predictions = model.predict(part.sequences.map(\.sequence), workspace: model.makeWorkspace())
            #expect(parsed.count == 12 && predictions.count == 12)
            let isPlain = part.name == "CRAFT"
            #expect(parsed.allSatisfy { $0.constituents.constituents.first?.label == (isPlain ? "S" : "TITLE") })
            func count(_ relation: String) -> Int {
                parsed.reduce(0) { $0 + $1.dependencies.relations.filter { $0 == relation }.count }
            }
            #expect(count(isPlain ? "case" : "mark") > 2 * count(isPlain ? "mark" : "case"))
            for (one, other) in zip(parsed, predictions) {
                #expect(one.xpos == other.xpos.map { inventory.xpos[Int($0)] })
                #expect(one.upos == other.upos.map { inventory.upos[Int($0)] })
                #expect(one.dependencies.heads == other.heads.map(Int.init))
                #expect(one.dependencies.relations == other.relations.map { inventory.relations[Int($0)] })
                let constituents = other.spans.flatMap { span in
                    inventory.constituents[span.label].split(separator: "+").map {
                        ConstituencyTree.Constituent(label: String($0), first: span.first, last: span.last)
                    }
                }
                #expect(one.constituents.constituents == constituents)
            }
        }
    }

    @Test("a run in parts gives the bytes of a run in one", arguments: [1, 7])
    func resumed(pause: Int) throws {
        _ = try tiny.run(to: "whole").summary
        var outcome = try tiny.run(to: "parts", pauseAfter: pause)
        #expect(outcome == .stopped(step: pause))
        while case .stopped = outcome { outcome = try tiny.run(to: "parts", resume: true, pauseAfter: pause) }
        for file in ["checkpoint", "curves.svg", "model/model.safetensors", "model/config.json", "model/vocab.txt"] {
            #expect(try tiny.bytes("whole/\(file)") == tiny.bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("the number of threads does not change a bit; other settings do not go on from a checkpoint")
    func jobs() throws {
        let first = try tiny.run(to: "one", jobs: 1).summary, second = try tiny.run(to: "three", jobs: 3).summary
        #expect(first.measures == second.measures)
        #expect(try tiny.bytes("one/checkpoint") == tiny.bytes("three/checkpoint"))
        var other = tiny
        other.configuration.model.weights.spans = 2
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "one", resume: true) }.kind == .otherRun)
    }

    @Test("every option trains and is read back", arguments: [1, 2], SyntaxModelOptions.WordState.allCases)
    func options(layers: Int, word: SyntaxModelOptions.WordState) throws {
        var tiny = tiny
        tiny.configuration.model.layers = layers
        tiny.configuration.model.word = word
        tiny.configuration.optimizer.average = nil
        tiny.configuration.schedule.steps = 6
        #expect(try tiny.run(to: "out").summary.steps == 6)
        let model = try SyntaxModel(folder: tiny.folder.path("out/model"))
        #expect(model.encoderConfiguration.layerCount == layers)
    }

    @Test("what cannot be trained is refused before anything is written, with its place")
    func refused() throws {
        var deep = tiny
        deep.configuration.model.layers = 3
        #expect(
            try #require(throws: TrainingError.self) { try deep.run(to: "out") }.kind == .tooManyLayers(3, limit: 2))
        var long = tiny
        long.configuration.schedule.maximumSubwords = 41
        #expect(
            try #require(throws: TrainingError.self) { try long.run(to: "out") }.kind == .tooLong(41, limit: 40))
        var short = tiny
        short.configuration.maximumWords = 2
        #expect(try #require(throws: TrainingError.self) { try short.run(to: "out") }.kind == .nothingToTrain)
        let trees = try String(decoding: tiny.bytes("genia/train.trees"), as: UTF8.self)
        var lines = trees.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[1] = lines[1].replacing("(VBZ ", with: "(VBZ not-")
        _ = try tiny.folder.write(Array(lines.joined(separator: "\n").utf8), to: "genia/train.trees")
        let error = try #require(throws: TreebankError.self) { try tiny.run(to: "out") }
        #expect("\(error)".contains("genia/train.trees:2"), "\(error)")
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/checkpoint")))
    }
}
