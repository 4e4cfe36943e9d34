import Tensors

/// One layer: self-attention and a feed-forward part, each added to its input and normalised after (post-LN).
final class EncoderLayer: Sendable {
    private let projection: Linear
    private let attention: Attention
    private let attentionOutput: Linear
    private let attentionBias: Matrix
    private let attentionNorm: LayerNorm
    private let widening: Linear
    private let narrowing: Linear
    private let narrowingBias: Matrix
    private let outputNorm: LayerNorm

    init(
        _ source: EncoderWeights, _ index: Int, _ configuration: EncoderConfiguration, _ instructions: InstructionSet
    ) throws(SafetensorsError) {
        let hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        let prefix = "encoder.layer.\(index)"
        let epsilon = configuration.normEpsilon

        // One product gives queries, keys and values: their weights stand below one another.
        let fused = Matrix(rows: 3 * hidden, columns: hidden)
        var fusedBias: [Float] = []
        for (part, name) in ["query", "key", "value"].enumerated() {
            let weight = try source.matrix("\(prefix).attention.self.\(name).weight", rows: hidden, columns: hidden)
            (fused.pointer + part * hidden * hidden).update(from: weight.pointer, count: hidden * hidden)
            fusedBias += try source.vector("\(prefix).attention.self.\(name).bias", count: hidden)
        }
        projection = Linear(weights: fused.view, bias: fusedBias, instructions: instructions)
        attention = Attention(
            heads: configuration.headCount, headSize: configuration.headSize, instructions: instructions)

        let output = "\(prefix).attention.output"
        attentionOutput = Linear(
            weights: try source.matrix("\(output).dense.weight", rows: hidden, columns: hidden).view,
            instructions: instructions)
        attentionBias = Matrix([try source.vector("\(output).dense.bias", count: hidden)])
        attentionNorm = try source.norm("\(output).LayerNorm", epsilon: epsilon, instructions)

        widening = Linear(
            weights: try source.matrix("\(prefix).intermediate.dense.weight", rows: inner, columns: hidden).view,
            bias: try source.vector("\(prefix).intermediate.dense.bias", count: inner), instructions: instructions)
        narrowing = Linear(
            weights: try source.matrix("\(prefix).output.dense.weight", rows: hidden, columns: inner).view,
            instructions: instructions)
        narrowingBias = Matrix([try source.vector("\(prefix).output.dense.bias", count: hidden)])
        outputNorm = try source.norm("\(prefix).output.LayerNorm", epsilon: epsilon, instructions)
    }

    /// Replaces the workspace's hidden states by this layer's.
    func apply(_ workspace: EncoderWorkspace) {
        let hidden = workspace.hidden, projections = workspace.projections, contexts = workspace.contexts
        projection.apply(hidden, into: projections)
        let scratch = workspace.attentionScratch
        for sequence in 0..<workspace.starts.count - 1 {
            let rows = workspace.starts[sequence]..<workspace.starts[sequence + 1]
            attention.apply(projections.rows(rows), into: contexts.rows(rows), scratch: scratch)
        }
        // The queries, keys and values are no longer needed: their room takes the two products that follow.
        let output = projections.columns(0..<hidden.columns)
        attentionOutput.apply(contexts, into: output)
        attentionNorm.apply(output, residual: hidden, bias: attentionBias, into: hidden)
        widening.apply(hidden, into: workspace.inner, activation: .gelu)
        narrowing.apply(workspace.inner, into: contexts)
        outputNorm.apply(contexts, residual: hidden, bias: narrowingBias, into: hidden)
    }
}
