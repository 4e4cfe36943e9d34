import Documents
import Entities
import Foundation
import Tensors
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("A run that goes on from an exported model")
struct ContinuedRunTests {
    private let first: TinyTraining
    private var second: TinyTraining

    init() throws {
        first = try TinyTraining()
        _ = try first.run(to: "first")
        second = first
        second.configuration.initialise = first.folder.path("first/model")
        for index in second.configuration.corpora.indices {
            let name = second.configuration.corpora[index].name
            second.configuration.corpora[index].train = ["\(name)/train.tsv", "\(name)/devel.tsv"]
            second.configuration.corpora[index].devel = nil
        }
    }

    @Test("it begins with the weights of the model: its tags once, its head in its order")
    func start() throws {
        let prepared = try PreparedRun(second.configuration, .init(data: second.folder.url.path, jobs: 1))
        let vocabulary = try Vocabulary(path: first.folder.path("first/model/vocab.txt"))
        #expect(prepared.start.tokenizer.vocabulary.entries == vocabulary.entries)
        #expect(prepared.start.tagRows.count == 4)
        let file = try SafetensorsFile(path: first.folder.path("first/model/model.safetensors"))
        for (index, parameter) in prepared.trainer.parameters.parameters.enumerated() {
            let found = Array(prepared.trainer.parameters[index])
            if parameter.shape.count == 2 {
                let matrix = try file.matrix(parameter.name, rows: parameter.shape[0], columns: parameter.shape[1])
                #expect(found == (0..<matrix.rows).flatMap { Array(matrix.view[$0]) }, "\(parameter.name)")
            } else {
                #expect(found == (try file.vector(parameter.name, count: parameter.count)), "\(parameter.name)")
            }
        }
        #expect(prepared.data.sequences.count >= 2 * (40 + 12))
    }

    @Test("without devel it scores nothing and exports the average of the weights at its end")
    func finished() throws {
        guard case .finished(let summary) = try second.run(to: "second") else { throw Unfinished() }
        #expect(summary.corpora.isEmpty)
        #expect(summary.bestStep == summary.steps)
        #expect(try second.log("second").allSatisfy { $0["event"] as? String != "devel" })
        let model = try EntityModel(folder: second.folder.path("second/model"))
        #expect(model.tags.map(\.name) == ["Letters", "Digits"])
        #expect(try first.bytes("first/model/vocab.txt") == second.bytes("second/model/vocab.txt"))
        let card = try String(decoding: second.bytes("second/model/README.md"), as: UTF8.self)
        #expect(card.contains("\(summary.steps) of \(summary.steps)"))
        #expect(!card.contains("F1"))

        // The average at the last step, read from the checkpoint.
        let prepared = try PreparedRun(second.configuration, .init(data: second.folder.url.path, jobs: 1))
        _ = try Checkpoint.read(into: prepared.trainer, from: second.folder.path("second/checkpoint"))
        let average = ParameterBuffer(parameters: prepared.trainer.parameters.parameters)
        try #require(prepared.trainer.average).write(to: average, from: prepared.trainer.parameters)
        let exported = SafetensorsFile.bytes(
            of: TrainableEntityModel.weights(of: average, type: .float16), metadata: ["format": "pt"])
        #expect(try second.bytes("second/model/model.safetensors") == Data(exported))
    }

    private struct Unfinished: Error {}

    @Test("a head whose labels stand in another order is put into ours")
    func labels() throws {
        // The tiny model of the fixtures has O, B, I.
        let prepared = try PreparedRun(first.configuration, .init(data: first.folder.url.path, jobs: 1))
        let file = try SafetensorsFile(path: Fixtures.url("entities/tiny/model.safetensors").path)
        let bias = try file.vector("classifier.bias", count: 3)
        let weight = try file.matrix("classifier.weight", rows: 3, columns: 16)
        let parameters = prepared.trainer.parameters
        #expect(Array(parameters["classifier.bias"]) == [bias[1], bias[2], bias[0]])
        #expect(Array(parameters["classifier.weight"].prefix(16)) == Array(weight.view[1]))
        #expect(Array(parameters["classifier.weight"].suffix(16)) == Array(weight.view[0]))
    }

    @Test("pipelines/training/entities-final.yaml trains on train and devel and scores nothing")
    func file() throws {
        let folder = Fixtures.root.appendingPathComponent("pipelines/training")
        let found = try TrainingConfiguration(contentsOf: folder.appendingPathComponent("entities-final.yaml").path)
        let standard = try TrainingConfiguration(contentsOf: folder.appendingPathComponent("entities.yaml").path)
        #expect(found.corpora.map(\.name) == standard.corpora.map(\.name))
        #expect(found.corpora.map(\.type) == standard.corpora.map(\.type))
        for corpus in found.corpora {
            #expect(corpus.train == ["\(corpus.name)/train.tsv", "\(corpus.name)/devel.tsv"])
            #expect(corpus.devel == nil)
        }
        #expect(found.name == standard.name)
        #expect(found.tags == standard.tags)
        #expect(found.optimizer.learningRate == 2e-4)
        #expect(found.schedule.epochs == 2)
    }
}
