internal import Encoder
internal import Tensors

/// One layer under training: self-attention and a feed-forward part, each followed by dropout, added to its input and
/// normalised (post-LN, as in Devlin et al. 2019).
///
/// Of the last layer only the labelled words' states are read, so all that follows its attention is done for these rows
/// alone: `kept` names them, in rising order, and the output and its gradient have these rows only.
final class TrainableLayer {
    private let number: Int
    private let attention: TrainableAttention
    private let projection: LinearPlace, attentionOutput: LinearPlace, widening: LinearPlace, narrowing: LinearPlace
    private let attentionNorm: NormPlace, outputNorm: NormPlace
    private let instructions: InstructionSet

    init(_ number: Int, _ configuration: EncoderConfiguration, _ places: ParameterPlaces, _ set: InstructionSet) {
        let prefix = "encoder.layer.\(number)"
        self.number = number
        instructions = set
        attention = TrainableAttention(
            heads: configuration.headCount, headSize: configuration.headSize, instructions: set)
        projection = places.linear("\(prefix).attention.self.query", count: 3)
        attentionOutput = places.linear("\(prefix).attention.output.dense")
        attentionNorm = places.norm("\(prefix).attention.output.LayerNorm")
        widening = places.linear("\(prefix).intermediate.dense")
        narrowing = places.linear("\(prefix).output.dense")
        outputNorm = places.norm("\(prefix).output.LayerNorm")
    }

    /// The linear layers, whose weights have to be laid out again when they change.
    var linears: [LinearPlace] { [projection, attentionOutput, widening, narrowing] }

    /// Runs over sequences that start at `starts` (then the number of tokens); gives the output, `[tokens x hidden]` or
    /// `[kept x hidden]`.
    func apply(
        _ input: MatrixView, starts: [Int], kept: [Int32]?, parameters: ParameterBuffer, seeds: DropoutSeeds,
        record: LayerRecord, scratch: TrainingScratch
    ) -> MatrixView {
        let tokens = kept?.count ?? input.rows, memory = parameters.pointer
        let projections = record.projections.rows(0..<input.rows)
        let allContexts = (kept == nil ? record.contexts : scratch.contexts).rows(0..<input.rows)
        let contexts = record.contexts.rows(0..<tokens)
        let attended = record.attended.rows(0..<tokens), inner = record.inner.rows(0..<tokens)
        let output = record.output.rows(0..<tokens)
        let branch = scratch.branch.rows(0..<tokens), activation = scratch.activation.rows(0..<tokens)

        projection.apply(input, into: projections, bias: projection.bias(in: memory))
        for sequence in 0..<starts.count - 1 {
            let rows = starts[sequence]..<starts[sequence + 1]
            attention.apply(
                projections.rows(rows), into: allContexts.rows(rows), firstRow: rows.lowerBound,
                dropout: seeds[.attention(layer: number)], scratch: scratch.attention)
        }
        var residual = input
        if let kept {
            contexts.gather(kept, of: allContexts)
            residual = scratch.contexts.rows(0..<tokens)
            residual.gather(kept, of: input)
        }
        attentionOutput.apply(contexts, into: branch)
        attentionNorm.norm(parameters).apply(
            branch, bias: attentionOutput.bias(in: memory), dropout: seeds[.attentionOutput(layer: number)],
            residual: residual, into: attended, keeping: record.attendedNorm.rows(tokens))
        widening.apply(attended, into: inner, bias: widening.bias(in: memory))
        activation.assignGELU(inner, instructions: instructions)
        narrowing.apply(activation, into: branch)
        outputNorm.norm(parameters).apply(
            branch, bias: narrowing.bias(in: memory), dropout: seeds[.output(layer: number)], residual: attended,
            into: output, keeping: record.outputNorm.rows(tokens))
        return output
    }

    /// From the gradient of the output, in the first rows of `allGradient` `[tokens x hidden]`, to that of the input,
    /// which takes its place; adds the gradients of the layer's parameters.
    func applyBackward(
        _ allGradient: MatrixView, input: MatrixView, starts: [Int], kept: [Int32]?, parameters: ParameterBuffer,
        gradients: GradientBuffer, seeds: DropoutSeeds, record: LayerRecord, scratch: TrainingScratch
    ) {
        let tokens = kept?.count ?? input.rows, gradient = allGradient.rows(0..<tokens), memory = gradients.pointer,
            product = scratch.product
        let branch = scratch.branch.rows(0..<tokens), contextGradient = scratch.contexts.rows(0..<tokens)
        let activation = scratch.activation.rows(0..<tokens), innerGradient = scratch.inner.rows(0..<tokens)
        let allContexts = scratch.contexts.rows(0..<input.rows)
        let projectionGradient = scratch.projections.rows(0..<input.rows)
        let projections = record.projections.rows(0..<input.rows), attended = record.attended.rows(0..<tokens)

        outputNorm.norm(parameters).applyBackward(
            gradient, branch: branch, dropout: seeds[.output(layer: number)], record: record.outputNorm.rows(tokens),
            gradients: outputNorm.gradients(gradients, bias: narrowing.bias(in: memory)))
        narrowing.applyBackward(branch, into: innerGradient)
        activation.assignGELU(
            record.inner.rows(0..<tokens), gradient: innerGradient, bias: widening.bias(in: memory),
            instructions: instructions)
        narrowing.addGradient(branch, input: activation, to: memory, product: product)
        widening.addGradient(innerGradient, input: attended, to: memory, product: product)
        widening.applyBackward(innerGradient, into: gradient, adding: true)

        attentionNorm.norm(parameters).applyBackward(
            gradient, branch: branch, dropout: seeds[.attentionOutput(layer: number)],
            record: record.attendedNorm.rows(tokens),
            gradients: attentionNorm.gradients(gradients, bias: attentionOutput.bias(in: memory)))
        attentionOutput.addGradient(branch, input: record.contexts.rows(0..<tokens), to: memory, product: product)
        attentionOutput.applyBackward(branch, into: contextGradient)
        if let kept {
            allContexts.scatterFirstRows(to: kept)
            allGradient.scatterFirstRows(to: kept)
        }
        for sequence in 0..<starts.count - 1 {
            let rows = starts[sequence]..<starts[sequence + 1]
            attention.applyBackward(
                allContexts.rows(rows), projections: projections.rows(rows), into: projectionGradient.rows(rows),
                firstRow: rows.lowerBound, dropout: seeds[.attention(layer: number)], scratch: scratch.attention)
        }
        projectionGradient.addColumnSums(to: projection.bias(in: memory), instructions: instructions)
        projection.addGradient(projectionGradient, input: input, to: memory, product: product)
        projection.applyBackward(projectionGradient, into: allGradient, adding: true)
    }
}
