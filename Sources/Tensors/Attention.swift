import CKernels

/// Multi-head self-attention of one sequence after another: softmax(Q K^T / sqrt(d)) V (Vaswani et al. 2017, eq. 1).
public struct Attention: Sendable {
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
    public func scratchCount(tokens: Int) -> Int { kernel_attention_scratch(tokens, headSize) }

    /// output `[tokens x hidden]` = attention over `projections` `[tokens x 3 * hidden]`, hidden = heads * headSize:
    /// the queries of all heads, then the keys, then the values.
    public func apply(
        _ projections: MatrixView, into output: MatrixView, scratch: UnsafeMutableBufferPointer<Float>
    ) {
        let hidden = heads * headSize
        precondition(
            projections.columns == 3 * hidden && output.columns == hidden && projections.rows == output.rows,
            "attention of \(heads) heads of \(headSize) over \(projections.columns) columns")
        guard let memory = scratch.baseAddress, scratch.count >= scratchCount(tokens: output.rows) else {
            preconditionFailure("too little scratch memory for \(output.rows) tokens")
        }
        instructions.kernels.pointee.attention(
            output.pointer, output.stride, projections.pointer, projections.stride, output.rows, heads, headSize,
            1 / Float(headSize).squareRoot(), memory)
    }
}
