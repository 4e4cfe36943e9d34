import CKernels

/// Multi-head self-attention that is trained: with dropout of its weights, and the way back.
public struct TrainableAttention: Sendable {
    /// Number of heads, and numbers in a head's vectors.
    public let heads: Int, headSize: Int

    private let instructions: InstructionSet

    /// Attention of `heads` heads of `headSize` columns each.
    public init(heads: Int, headSize: Int, instructions: InstructionSet = .best) {
        precondition(heads > 0 && headSize > 0, "attention has at least one head of at least one column")
        self.heads = heads
        self.headSize = headSize
        self.instructions = instructions
    }

    /// Floats of scratch memory that a sequence of `tokens` needs.
    public func scratchCount(tokens: Int) -> Int { kernel_training_attention_scratch(tokens, headSize) }

    /// As `Attention.apply` for the sequence that starts at row `firstRow` of a batch.
    public func apply(
        _ projections: MatrixView, into output: MatrixView, firstRow: Int, dropout: Dropout,
        scratch: UnsafeMutableBufferPointer<Float>
    ) {
        let memory = checked(projections, output, scratch)
        instructions.training.attention(
            output.pointer, output.stride, projections.pointer, projections.stride, output.rows, heads, headSize,
            1 / Float(headSize).squareRoot(), dropout.kernel(firstRow: firstRow), memory)
    }

    /// From the gradient of the output `[tokens x hidden]` to that of the projections `[tokens x 3 * hidden]`.
    public func applyBackward(
        _ gradient: MatrixView, projections: MatrixView, into output: MatrixView, firstRow: Int, dropout: Dropout,
        scratch: UnsafeMutableBufferPointer<Float>
    ) {
        let memory = checked(projections, gradient, scratch)
        precondition(output.rows == gradient.rows && output.columns == projections.columns, "one shape")
        instructions.training.attention_backward(
            output.pointer, output.stride, gradient.pointer, gradient.stride, projections.pointer,
            projections.stride, gradient.rows, heads, headSize, 1 / Float(headSize).squareRoot(),
            dropout.kernel(firstRow: firstRow), memory)
    }

    private func checked(
        _ projections: MatrixView, _ contexts: MatrixView, _ scratch: UnsafeMutableBufferPointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        let hidden = heads * headSize
        precondition(
            projections.columns == 3 * hidden && contexts.columns == hidden && projections.rows == contexts.rows,
            "attention of \(heads) heads of \(headSize) over \(projections.columns) columns")
        guard let memory = scratch.baseAddress, scratch.count >= scratchCount(tokens: contexts.rows) else {
            preconditionFailure("too little scratch memory for \(contexts.rows) tokens")
        }
        return memory
    }
}
