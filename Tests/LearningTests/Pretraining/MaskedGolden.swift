import Encoder
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

/// Models, batches and the losses and gradients of Hugging Face's BertForMaskedLM, made by
/// `Tests/Fixtures/tools/masked_gradient_golden.py`.
struct MaskedGolden: Decodable, Sendable, CustomTestStringConvertible {
    struct Sequence: Decodable, Sendable { var ids: [Int32], positions: [Int32], gold: [Int32] }

    var file: String
    var vocab_size: Int, hidden_size: Int, num_hidden_layers: Int, num_attention_heads: Int
    var intermediate_size: Int, max_position_embeddings: Int
    var batch: [Sequence]
    var loss: Double, losses: [Double], hits: [Int]

    var testDescription: String { file }

    static func load() throws -> [MaskedGolden] {
        try JSONDecoder().decode([MaskedGolden].self, from: Data(contentsOf: Fixtures.url("learning/masked.json")))
    }

    /// All cases; empty when the fixture cannot be read, which a test finds.
    static let cases: [MaskedGolden] = (try? load()) ?? []

    /// The weights and gradients.
    func tensors() throws -> SafetensorsFile {
        try SafetensorsFile(path: Fixtures.url("learning/\(file).safetensors").path)
    }

    func options(hiddenDropout: Float = 0, attentionDropout: Float = 0) throws -> MaskedModelOptions {
        let encoder = try EncoderConfiguration(
            hiddenSize: hidden_size, layerCount: num_hidden_layers, headCount: num_attention_heads,
            intermediateSize: intermediate_size, vocabularySize: vocab_size, maximumPositions: max_position_embeddings)
        return MaskedModelOptions(
            encoder: encoder, hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
    }

    /// The model with the fixture's weights.
    func model(
        hiddenDropout: Float = 0, attentionDropout: Float = 0, blockRows: Int = 16, instructions: InstructionSet = .best
    ) throws -> TrainableMaskedModel {
        let options = try options(hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
        let parameters = try TrainableMaskedModel.loadPretrained(
            tensors(), options: options, counts: Array(repeating: 0, count: vocab_size), seed: 1)
        return TrainableMaskedModel(
            options: options, parameters: parameters, blockRows: blockRows, instructions: instructions)
    }

    /// The batch.
    var sequences: [MaskedSequence] {
        batch.map { MaskedSequence(ids: $0.ids, positions: $0.positions, gold: $0.gold) }
    }
}
