import Encoder
import Entities
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Models to start from")
struct StartingModelTests {
    private let folder: TemporaryDirectory

    /// A copy of the tiny model, whose head has its rows in another order than the trainer's.
    init() throws {
        folder = try TemporaryDirectory()
        for name in ["config.json", "vocab.txt", "model.safetensors"] {
            let file = Fixtures.url("entities/tiny").appendingPathComponent(name)
            _ = try folder.write(Data(contentsOf: file), to: name)
        }
    }

    /// Gives the configuration another order of labels.
    private func label(_ labels: [String]?, section: Bool = false) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("config.json")))
        var keys = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        keys["id2label"] = labels.map {
            Dictionary(uniqueKeysWithValues: $0.enumerated().map { ("\($0)", $1) })
        }
        var own = try #require(keys["syntag"] as? [String: Any])
        own["labels"] = section ? own["labels"] : nil
        keys["syntag"] = own
        _ = try folder.write(JSONSerialization.data(withJSONObject: keys), to: "config.json")
    }

    private func start() throws -> StartingModel { try StartingModel(folder: folder.url.path, adding: []) }

    @Test(
        "a head's rows are put in the order B, I, O, whatever order they have",
        arguments: [
            ["B", "I", "O"], ["O", "B", "I"], ["I", "O", "B"], ["O", "I", "B"],
        ])
    func order(labels: [String]) throws {
        // A field that tells its places apart; the classifier is the tiny model's own.
        let file = try SafetensorsFile(path: folder.path("model.safetensors"))
        var tensors = try file.weights(as: .float32).tensors
        tensors += [
            Weights("crf.start_transitions", shape: [3], numbers: [1, 2, 3]),
            Weights("crf.transitions", shape: [3, 3], numbers: (0..<9).map(Float.init)),
            Weights("crf.end_transitions", shape: [3], numbers: [4, 5, 6]),
        ]
        _ = try folder.write(SafetensorsFile.bytes(of: tensors), to: "model.safetensors")
        try label(labels)
        let start = try start()
        let options = ModelOptions(encoder: start.encoder, decoder: .crf)
        let weights = try SafetensorsFile(path: folder.path("model.safetensors"))
        let rows = try start.headRows()
        #expect(rows.map { labels[$0] } == ["B", "I", "O"])
        let read = try TrainableEntityModel.loadPretrained(weights, options: options, seed: 1, headRows: rows)
        let bias = try weights.numbers("classifier.bias"), matrix = try weights.numbers("classifier.weight")
        let width = start.encoder.hiddenSize
        #expect(Array(read["classifier.bias"]) == rows.map { bias[$0] })
        #expect(Array(read["classifier.weight"]) == rows.flatMap { matrix[$0 * width..<($0 + 1) * width] })
        #expect(Array(read["crf.start_transitions"]) == rows.map { Float($0 + 1) })
        #expect(Array(read["crf.end_transitions"]) == rows.map { Float($0 + 4) })
        #expect(Array(read["crf.transitions"]) == rows.flatMap { from in rows.map { Float(from * 3 + $0) } })
    }

    @Test("a run that has not made a step scores as the model that it starts from")
    func unchanged() throws {
        var tiny = try TinyTraining()
        tiny.configuration.initialise = folder.url.path
        tiny.configuration.tags.naming = .none
        let prepared = try PreparedRun(tiny.configuration, .init(data: tiny.folder.url.path, jobs: 1))
        let folder = ModelFolder(
            path: folder.path("out"), configuration: tiny.configuration, start: prepared.start)
        try folder.write(prepared.trainer.model, scores: .init(step: 0, values: []), names: [], steps: 1)
        let before = try SafetensorsFile(path: "\(prepared.start.folder)/model.safetensors")
        let after = try SafetensorsFile(path: "\(folder.path)/model.safetensors")
        // The tiny model's rows are those of O, B and I.
        let old = try before.numbers("classifier.bias"), new = try after.numbers("classifier.bias")
        for (place, row) in [1, 2, 0].enumerated() { #expect(abs(new[place] - old[row]) < 1e-3) }
    }

    @Test("the labels of the section serve where there is no `id2label`")
    func section() throws {
        try label(nil, section: true)
        #expect(try start().headRows() == [1, 2, 0])
    }

    @Test(
        "a head whose rows are not known to be B, I and O is refused",
        arguments: [
            nil, ["LABEL_0", "LABEL_1", "LABEL_2"], ["B", "I"], ["B", "I", "I"], ["B", "I", "O", "E"],
        ] as [[String]?])
    func refused(labels: [String]?) throws {
        try label(labels)
        var tiny = try TinyTraining()
        tiny.configuration.initialise = folder.url.path
        let error = try #require(throws: TrainingError.self) { try tiny.run(to: "out") }
        #expect(error.kind == .headLabels(labels ?? []))
        #expect("\(error)".contains("`id2label`") && "\(error)".contains(labels?.first ?? "unnamed"))
    }
}
