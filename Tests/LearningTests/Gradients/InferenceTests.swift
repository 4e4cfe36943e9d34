import Encoder
import Files
import Foundation
import TestSupport
import Testing

@testable import Learning
@testable import Tensors

@Suite("The model under training is the model that is run")
struct InferenceTests {
    /// The hidden states of the encoder that runs over citations, the tags where the options put them.
    private func states(_ batch: [TrainingSequence], _ encoder: Encoder, tagLayer: Int) throws -> [[Float]] {
        let workspace = EncoderWorkspace(encoder.configuration), hidden = encoder.configuration.hiddenSize
        var rows: [[Float]] = []
        for sequence in batch {
            let tags = [sequence.open, sequence.close].map { $0.map { [$0] } ?? [] }
            let (first, words, last) = (
                sequence.ids.prefix(1), sequence.ids.dropFirst().dropLast(), sequence.ids.suffix(1)
            )
            if tagLayer == 0 {
                let ids = Array(first) + tags[0] + Array(words) + tags[1] + Array(last)
                try encoder.embed(PackedBatch([ids]), workspace: workspace)
            } else {
                try encoder.embed(PackedBatch([sequence.ids]), workspace: workspace)
                encoder.run(layers: 0..<tagLayer, workspace: workspace)
                var lower = (0..<sequence.ids.count).map { Array(workspace.hidden[$0]) }
                for (tag, place) in [(sequence.close, lower.count - 1), (sequence.open, 1)] {
                    guard let tag else { continue }
                    var row = Array(repeating: Float(0), count: hidden)
                    try row.withUnsafeMutableBufferPointer { try encoder.embed(tag, position: 0, into: $0) }
                    lower.insert(row, at: place)
                }
                workspace.reshape(starts: [0, lower.count])
                for (index, row) in lower.enumerated() { _ = workspace.hidden[index].update(fromContentsOf: row) }
            }
            encoder.run(layers: tagLayer..<encoder.configuration.layerCount, workspace: workspace)
            let shift = sequence.open == nil ? 0 : 1
            rows += sequence.labelled.map { Array(workspace.hidden[Int($0.position) + shift]) }
        }
        return rows
    }

    @Test(
        "the states of labelled words equal those of the room Encoder",
        arguments: GradientGolden.cases.filter { $0.contexts == nil })
    func encoder(golden: GradientGolden.Case) throws {
        let model = try golden.model()
        let bytes = SafetensorsFile.bytes(of: TrainableEntityModel.weights(of: model.parameters, type: .float32))
        let file = try SafetensorsFile(contents: bytes, name: "exported")
        let encoder = try Encoder(weights: file, configuration: model.options.encoder)
        let workspace = TrainingWorkspace(model.options)
        let labels = model.predict(golden.batch(), workspace: workspace)
        let expected = try states(golden.batch(), encoder, tagLayer: model.options.tagLayer)
        #expect(labels.map(\.count) == golden.batch().map(\.labelled.count))
        #expect(expected.count == labels.joined().count)
        for (word, row) in expected.enumerated() {
            for (one, other) in zip(workspace.wordStates[word], row) { #expect(abs(one - other) < 1e-5) }
        }
    }

    @Test("predictions are the labels of the best logits, and a model learns its batch by heart")
    func predictions() throws {
        for golden in GradientGolden.cases where golden.file.hasSuffix("odd") {
            let model = try golden.model()
            let workspace = TrainingWorkspace(model.options), gradients = GradientBuffer(layout: model.parameters)
            let batch = golden.batch(1), gold = batch.map { $0.labelled.map(\.label) }
            #expect(model.predict(batch, workspace: workspace) != gold)
            for step in 0..<400 {
                gradients.reset()
                let result = model.step(batch, seed: UInt64(step), gradients: gradients, workspace: workspace)
                for index in model.parameters.parameters.indices {
                    gradients.forEachRange(of: index) { range in
                        for place in range {
                            model.parameters.pointer[place] -= 0.05 * gradients.pointer[place] / Float(result.words)
                        }
                    }
                }
                model.refresh()
            }
            #expect(model.predict(batch, workspace: workspace) == gold, "\(golden.testDescription)")
        }
    }

    @Test("an exported model is read back as it was", arguments: [WeightType.float32, .float16])
    func roundTrip(type: WeightType) throws {
        let folder = try TemporaryDirectory()
        for golden in GradientGolden.cases {
            let model = try golden.model()
            try model.export(to: folder.url.path, type: type)
            let file = try SafetensorsFile(path: folder.path("model.safetensors"))
            let read = try TrainableEntityModel.loadPretrained(file, options: model.options, seed: 4)
            for index in read.parameters.indices {
                let limit: Float = type == .float32 ? 0 : 1e-3
                #expect(zip(read[index], model.parameters[index]).allSatisfy { abs($0 - $1) <= limit })
            }
        }
    }

    @Test("new words and a missing head are drawn from the seed; a wrong shape is refused")
    func start() throws {
        let golden = try #require(GradientGolden.cases.first)
        var options = try golden.options()
        let file = try SafetensorsFile(
            contents: SafetensorsFile.bytes(
                of: TrainableEntityModel.weights(of: try golden.model().parameters, type: .float32)
                    .filter { !$0.name.hasPrefix("classifier") }
                    .map {
                        Weights(
                            "bert." + $0.name.replacing("LayerNorm.weight", with: "LayerNorm.gamma"),
                            shape: $0.shape, numbers: $0.numbers)
                    }), name: "bare")
        options.encoder.vocabularySize += 40
        options.decoder = .crf
        let buffers = try [UInt64(1), 1, 2].map {
            try TrainableEntityModel.loadPretrained(file, options: options, seed: $0)
        }
        for name in ["embeddings.word_embeddings.weight", "classifier.weight"] {
            let numbers = try buffers.map { buffer in Array(buffer[try #require(buffer.index(of: name))]) }
            #expect(numbers[0] == numbers[1] && numbers[0] != numbers[2])
            let fresh = numbers[0].suffix(name.hasPrefix("classifier") ? numbers[0].count : 40 * golden.hidden_size)
            let deviation = (fresh.reduce(0) { $0 + $1 * $1 } / Float(fresh.count)).squareRoot()
            #expect(abs(deviation - 0.02) < 0.004)
        }
        #expect(buffers[0]["classifier.bias"].allSatisfy { $0 == 0 })
        #expect(buffers[0]["crf.transitions"].allSatisfy { $0 == 0 })
        options.encoder.intermediateSize += 1
        #expect(throws: SafetensorsError.self) {
            try TrainableEntityModel.loadPretrained(file, options: options, seed: 1)
        }
    }
}
