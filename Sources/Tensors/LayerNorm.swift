import CKernels

/// Layer normalisation (Ba et al. 2016): (x - mean) / sqrt(variance + epsilon) * gamma + beta over every row.
public final class LayerNorm: Sendable {
    /// Numbers in a row.
    public let size: Int
    /// Added to the variance.
    public let epsilon: Float

    private let gamma: Matrix, beta: Matrix
    private let instructions: InstructionSet

    /// Takes the gains and offsets of the columns.
    public init(gamma: [Float], beta: [Float], epsilon: Float, instructions: InstructionSet = .best) {
        precondition(gamma.count == beta.count && !gamma.isEmpty, "one gain and one offset for every column")
        size = gamma.count
        self.epsilon = epsilon
        self.gamma = Matrix([gamma])
        self.beta = Matrix([beta])
        self.instructions = instructions
    }

    /// output = LayerNorm(x + bias + residual), all `[n x size]` and the bias `[1 x size]`; `output` may be `x` or
    /// `residual`.
    public func apply(_ x: MatrixView, residual: MatrixView? = nil, bias: Matrix? = nil, into output: MatrixView) {
        precondition(
            x.columns == size && output.columns == size && (bias?.columns ?? size) == size
                && (residual?.columns ?? size) == size,
            "a normalisation of \(size) columns")
        precondition(x.rows == output.rows && (residual?.rows ?? x.rows) == x.rows, "as many rows out as in")
        apply(
            x.pointer, stride: x.stride, residual: residual?.pointer, residualStride: residual?.stride ?? 0,
            bias: bias?.pointer, into: output)
    }

    /// The same by pointers; rows as `output` has them. A stride of 0 repeats one row.
    public func apply(
        _ x: UnsafePointer<Float>, stride: Int, residual: UnsafePointer<Float>?, residualStride: Int,
        bias: UnsafePointer<Float>?, into output: MatrixView
    ) {
        instructions.kernels.pointee.layer_norm(
            output.pointer, output.stride, x, stride, residual, residualStride, bias, gamma.pointer, beta.pointer,
            epsilon, output.rows, size)
    }
}
