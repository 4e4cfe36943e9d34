import Encoder
import Foundation
import Syntax
import Tensors
import TestSupport
import Testing

@testable import Learning

/// Models, batches and PyTorch's losses and gradients, made by `Tests/Fixtures/tools/syntax_gradient_golden.py`.
struct SyntaxGolden: Decodable, Sendable, CustomTestStringConvertible {
    struct Labels: Decodable, Sendable { var xpos: Int, upos: Int, relations: Int, constituents: Int }
    struct Sizes: Decodable, Sendable { var arc: Int, relation: Int, span: Int }
    struct Weights: Decodable, Sendable { var pos: Float, arcs: Float, relations: Float, spans: Float }
    struct Sentence: Decodable, Sendable {
        var ids: [Int32], open: Int32, close: Int32, word_starts: [Int32]
        var xpos: [Int32], upos: [Int32], heads: [Int32], relations: [Int32], spans: [[Int]]
    }

    var file: String
    var vocab_size: Int, hidden_size: Int, num_hidden_layers: Int, num_attention_heads: Int
    var intermediate_size: Int, max_position_embeddings: Int
    var labels: Labels, sizes: Sizes, weights: Weights, first: Bool
    var batch: [Sentence]
    var loss: Double, losses: [String: Double]
    /// For each sentence the spans of the tree that the loss finds.
    var trees: [[[Int]]]

    var testDescription: String { file }

    static func load() throws -> [SyntaxGolden] {
        try JSONDecoder().decode([SyntaxGolden].self, from: Data(contentsOf: Fixtures.url("learning/syntax.json")))
    }

    /// All cases; empty when the fixture cannot be read, which a test finds.
    static let cases: [SyntaxGolden] = (try? load()) ?? []

    func options(hiddenDropout: Float = 0, attentionDropout: Float = 0, vectorDropout: Float = 0) throws
        -> SyntaxModelOptions
    {
        let encoder = try EncoderConfiguration(
            hiddenSize: hidden_size, layerCount: num_hidden_layers, headCount: num_attention_heads,
            intermediateSize: intermediate_size, vocabularySize: vocab_size, maximumPositions: max_position_embeddings)
        return SyntaxModelOptions(
            encoder: encoder,
            labels: .init(
                xpos: labels.xpos, upos: labels.upos, relations: labels.relations, constituents: labels.constituents),
            sizes: .init(arc: sizes.arc, relation: sizes.relation, span: sizes.span), word: first ? .first : .mean,
            hiddenDropout: hiddenDropout, attentionDropout: attentionDropout, vectorDropout: vectorDropout,
            weights: .init(
                pos: weights.pos, arcs: weights.arcs, relations: weights.relations, spans: weights.spans))
    }

    /// The weights and gradients.
    func tensors() throws -> SafetensorsFile {
        try SafetensorsFile(path: Fixtures.url("learning/\(file).safetensors").path)
    }

    /// The model with the fixture's weights.
    func model(
        hiddenDropout: Float = 0, attentionDropout: Float = 0, vectorDropout: Float = 0,
        instructions: InstructionSet = .best
    ) throws -> TrainableSyntaxModel {
        let options = try options(
            hiddenDropout: hiddenDropout, attentionDropout: attentionDropout, vectorDropout: vectorDropout)
        let parameters = ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
        let file = try tensors()
        for (index, parameter) in parameters.parameters.enumerated() {
            _ = parameters[index].update(from: try file.numbers(parameter.name))
        }
        return TrainableSyntaxModel(options: options, parameters: parameters, instructions: instructions)
    }

    /// The batch.
    var sequences: [SyntaxSequence] {
        batch.map { sentence in
            SyntaxSequence(
                ids: sentence.ids, open: sentence.open, close: sentence.close, wordStarts: sentence.word_starts,
                xpos: sentence.xpos, upos: sentence.upos, heads: sentence.heads, relations: sentence.relations,
                spans: sentence.spans.map { LabelledSpan(first: $0[0], last: $0[1], label: $0[2]) }, readsFirst: first)
        }
    }
}
