import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Losses and gradients of masked language modelling")
struct MaskedGradientTests {
    @Test("the fixture is there")
    func fixture() throws {
        #expect(try MaskedGolden.load().count == 2)
    }

    @Test(
        "they equal Hugging Face's, tensor by tensor, however many blocks the tied table is taken in",
        arguments: MaskedGolden.cases, InstructionSet.available)
    func golden(golden: MaskedGolden, instructions: InstructionSet) throws {
        for blockRows in [16, 2048] {
            let model = try golden.model(blockRows: blockRows, instructions: instructions)
            let gradients = GradientBuffer(layout: model.parameters), workspace = model.makeWorkspace()
            let result = model.step(golden.sequences, seed: 1, gradients: gradients, workspace: workspace)
            #expect(abs(result.loss - golden.loss) < 1e-5 * golden.loss)
            #expect(result.words == golden.sequences.reduce(0) { $0 + $1.positions.count })
            let reference = try golden.tensors()
            for (index, parameter) in model.parameters.parameters.enumerated() {
                let expected = try reference.numbers("gradient.\(parameter.name)")
                // Attention does not see a bias of the keys: its gradient is rounding alone.
                let limit: Float = parameter.name.hasSuffix("key.bias") ? 1e-2 : 2e-5
                let difference = gradients.difference(of: index, from: expected)
                #expect(difference < limit, "\(parameter.name): \(difference)")
            }
        }
    }

    @Test("predictions are the losses and hits of every sequence", arguments: MaskedGolden.cases)
    func predictions(golden: MaskedGolden) throws {
        let model = try golden.model(hiddenDropout: 0.3, attentionDropout: 0.3)
        let workspace = model.makeWorkspace()
        let found = model.predict(golden.sequences, workspace: workspace)
        #expect(found.map(\.hits) == golden.hits)
        #expect(found.map(\.words) == golden.batch.map(\.positions.count))
        for (one, loss) in zip(found, golden.losses) { #expect(abs(one.loss - loss) < 1e-5 * golden.loss) }
        // Sequences alone give the same, and nothing is asked of one without hidden sub-words.
        for (sequence, together) in zip(golden.sequences, found) {
            let alone = model.predict([sequence], workspace: workspace)[0]
            #expect(abs(alone.loss - together.loss) < 1e-5 * golden.loss && alone.hits == together.hits)
        }
        let bare = MaskedSequence(ids: [1, 2], positions: [], gold: [])
        #expect(model.predict([bare], workspace: workspace) == [MaskedPrediction()])
        #expect(
            model.predict([bare, golden.sequences[0]], workspace: workspace).map(\.words)
                == [0, golden.batch[0].positions.count])
        let gradients = GradientBuffer(layout: model.parameters)
        #expect(model.step([bare], seed: 1, gradients: gradients, workspace: workspace) == StepResult())
    }

    @Test(
        "gradients equal finite differences, with dropout", arguments: MaskedGolden.cases, InstructionSet.available)
    func differences(golden: MaskedGolden, instructions: InstructionSet) throws {
        let model = try golden.model(hiddenDropout: 0.2, attentionDropout: 0.3, instructions: instructions)
        let workspace = model.makeWorkspace(), batch = golden.sequences
        let gradients = GradientBuffer(layout: model.parameters), others = GradientBuffer(layout: model.parameters)
        _ = model.step(batch, seed: 77, gradients: gradients, workspace: workspace)
        var tested = 0
        for (index, parameter) in model.parameters.parameters.enumerated() {
            let numbers = model.parameters[index], start = Array(numbers)
            let slopes = Array(
                UnsafeBufferPointer(start: gradients.pointer + parameter.offset, count: parameter.count))
            let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-2 else { continue }
            tested += 1
            func loss(_ distance: Float) -> Double {
                for place in start.indices { numbers[place] = start[place] + distance * slopes[place] / length }
                model.refresh()
                return model.step(batch, seed: 77, gradients: others, workspace: workspace).loss
            }
            let h: Float = 0.002
            let found = (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
            #expect(
                abs(found - Double(length)) < 0.01 * Double(length) + 0.02, "\(parameter.name): \(found), \(length)")
            _ = numbers.update(fromContentsOf: start)
        }
        #expect(tested > model.parameters.parameters.count / 2)
    }

    @Test("a model learns its batch by heart", arguments: MaskedGolden.cases)
    func byHeart(golden: MaskedGolden) throws {
        let model = try golden.model(), workspace = model.makeWorkspace(), batch = golden.sequences
        let optimizer = AdamW(parameters: model.parameters, options: .init(weightDecay: 0))
        let gradients = GradientBuffer(layout: model.parameters)
        for step in 0..<150 {
            gradients.reset()
            let result = model.step(batch, seed: UInt64(step), gradients: gradients, workspace: workspace)
            optimizer.step(model.parameters, gradients: gradients, scale: 1 / Float(result.words), rate: 5e-3)
            model.refresh()
        }
        let found = model.predict(batch, workspace: workspace)
        #expect(found.allSatisfy { $0.hits == $0.words && $0.loss < 0.1 * Double($0.words) }, "\(found)")
    }

    @Test("a start without a head gets a new one, whose bias knows how frequent sub-words are")
    func newHead() throws {
        let golden = try #require(MaskedGolden.cases.first), options = try golden.options()
        let whole = try golden.tensors(), folder = try TemporaryDirectory()
        #expect(TrainableMaskedModel.hasHead(whole, options: options))
        let list = ParameterListing(encoder: options.encoder).parameters
        let tensors = try list.map {
            Weights($0.name, shape: $0.shape, numbers: try whole.numbers($0.name), type: .float32)
        }
        let path = try folder.write(SafetensorsFile.bytes(of: tensors), to: "model.safetensors")
        let bare = try SafetensorsFile(path: path)
        #expect(!TrainableMaskedModel.hasHead(bare, options: options))
        var counts = Array(repeating: 0, count: golden.vocab_size)
        counts[5] = 100
        let read = try TrainableMaskedModel.loadPretrained(bare, options: options, counts: counts, seed: 1)
        #expect(Array(read["\(PredictionHead.norm).weight"]) == Array(repeating: 1, count: golden.hidden_size))
        #expect(Set(read["\(PredictionHead.dense).weight"]).count > golden.hidden_size)
        let bias = read[PredictionHead.bias]
        #expect(bias[5] > bias[6] + 4)
        #expect(abs(bias.reduce(0.0) { $0 + exp(Double($1)) } - 1) < 1e-5)
        let kept = try TrainableMaskedModel.loadPretrained(whole, options: options, counts: counts, seed: 1)
        #expect(Array(kept[PredictionHead.bias]) == (try whole.numbers(PredictionHead.bias)))
        // What is exported is the encoder as it was read.
        let model = TrainableMaskedModel(options: options, parameters: read)
        let exported = model.encoderParameters
        #expect(exported.parameters == list)
        for parameter in list { #expect(Array(exported[parameter.name]) == (try whole.numbers(parameter.name))) }
    }
}
