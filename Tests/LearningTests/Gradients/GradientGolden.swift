import Encoder
import Entities
import Foundation
import Learning
import Tensors
import TestSupport
import Testing

/// Models, batches and PyTorch's losses and gradients, made by `Tests/Fixtures/tools/gradient_golden.py` and, with
/// contexts mixed in, by `context_gradient_golden.py`.
struct GradientGolden: Decodable, Sendable {
    /// The settings of AdamW in the ten steps.
    struct AdamW: Decodable, Sendable {
        var lr: Float, betas: [Float], eps: Float, weight_decay: Float
    }

    /// One variant of one model.
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var file: String, variant: String
        var labels: Int, vocab_size: Int, hidden_size: Int, num_hidden_layers: Int, num_attention_heads: Int
        var intermediate_size: Int, max_position_embeddings: Int
        var tag_layer: Int?, smoothing: Float?, crf: Bool?
        var contexts: Contexts?
        var batches: [[Sequence]]
        var loss: Double, losses: [Double]

        var testDescription: String { "\(file) \(variant)" }
    }

    struct Sequence: Decodable, Sendable {
        var ids: [Int32], open: Int32?, close: Int32?, labelled: [[Int32]]
        /// For each labelled word its context words: position, number of the label, number of the key.
        var pairs: [[[Int32]]]?
    }

    /// A module, and the sizes of its tables.
    struct Contexts: Decodable, Sendable {
        var module: String, labels: Int, label_size: Int?, words: Int?
    }

    /// The file of the cases with contexts; its optimizer is that of the others.
    private struct ContextCases: Decodable {
        var cases: [Case]
    }

    var adamw: AdamW
    var cases: [Case]

    static func load() throws -> GradientGolden {
        let data = try Data(contentsOf: Fixtures.url("learning/golden.json"))
        var golden = try JSONDecoder().decode(GradientGolden.self, from: data)
        let contexts = try Data(contentsOf: Fixtures.url("learning/contexts.json"))
        golden.cases += try JSONDecoder().decode(ContextCases.self, from: contexts).cases
        return golden
    }

    /// All variants; empty when the fixture cannot be read, which `GradientGoldenTests.fixture` finds.
    static let cases: [Case] = (try? load().cases) ?? []
}

extension GradientGolden.Case {
    /// The options of the variant's model.
    func options(hiddenDropout: Float = 0, attentionDropout: Float = 0) throws -> ModelOptions {
        let encoder = try EncoderConfiguration(
            hiddenSize: hidden_size, layerCount: num_hidden_layers, headCount: num_attention_heads,
            intermediateSize: intermediate_size, vocabularySize: vocab_size, maximumPositions: max_position_embeddings)
        let mixed = try contexts.map { contexts in
            ContextOptions(
                module: try #require(ContextModule(rawValue: contexts.module)), labelCount: contexts.labels,
                labelSize: contexts.label_size ?? hidden_size, wordCount: contexts.words ?? 0)
        }
        return ModelOptions(
            encoder: encoder, labelCount: labels, tagLayer: tag_layer ?? 0, decoder: crf == true ? .crf : .softmax,
            contexts: mixed, hiddenDropout: hiddenDropout, attentionDropout: attentionDropout,
            labelSmoothing: smoothing ?? 0)
    }

    /// The weights and gradients.
    func tensors() throws -> SafetensorsFile {
        try SafetensorsFile(path: Fixtures.url("learning/\(file).safetensors").path)
    }

    /// The model with the fixture's weights.
    func model(
        hiddenDropout: Float = 0, attentionDropout: Float = 0, instructions: InstructionSet = .best
    ) throws -> TrainableEntityModel {
        let options = try options(hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
        let parameters = ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
        let file = try tensors()
        for (index, parameter) in parameters.parameters.enumerated() {
            _ = parameters[index].update(from: try file.numbers(parameter.name))
        }
        return TrainableEntityModel(options: options, parameters: parameters, instructions: instructions)
    }

    /// One of the batches.
    func batch(_ number: Int = 0) -> [TrainingSequence] {
        batches[number].map { sequence in
            TrainingSequence(
                ids: sequence.ids, open: sequence.open, close: sequence.close,
                labelled: sequence.labelled.map { TrainingSequence.Labelled(position: $0[0], label: $0[1]) },
                contexts: sequence.contexts(hasKeys: contexts?.words != nil))
        }
    }
}

extension GradientGolden.Sequence {
    /// The pairs as the trainer has them: words that are read by number, a label and a key for each.
    fileprivate func contexts(hasKeys: Bool) -> SequenceContexts? {
        guard let pairs else { return nil }
        var read: [Int32: [Int32]] = [:]
        for pair in pairs.joined() { read[pair[0]] = pair }
        let positions = read.keys.sorted()
        func number(_ position: Int32) -> Int32 { Int32(positions.firstIndex(of: position) ?? -1) }
        var starts: [Int32] = [0]
        for list in pairs { starts.append(starts[starts.count - 1] + Int32(list.count)) }
        return SequenceContexts(
            positions: positions, labelled: labelled.map { number($0[0]) }, starts: starts,
            words: pairs.joined().map { number($0[0]) }, labels: positions.map { read[$0]?[1] ?? -1 },
            keys: hasKeys ? positions.map { read[$0]?[2] ?? -1 } : [])
    }
}

extension GradientBuffer {
    /// The largest difference of a parameter's gradient from the reference, as a part of the reference's largest
    /// number; infinite where one is not a number.
    func difference(of parameter: Int, from reference: [Float]) -> Float {
        let scale = max(reference.map(abs).max() ?? 0, 1e-3)
        let found = UnsafeBufferPointer(start: pointer + parameters[parameter].offset, count: reference.count)
        return zip(found, reference).reduce(0) { most, pair in
            let difference = abs(pair.0 - pair.1) / scale
            return difference.isNaN ? .infinity : max(most, difference)
        }
    }
}
