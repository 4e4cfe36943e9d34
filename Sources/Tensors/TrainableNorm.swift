import CKernels

/// Layer normalisation that is trained: the forward pass keeps what the way back needs. Gains and offsets are read from
/// memory of the caller's, `columns` numbers each.
public struct TrainableNorm {
    /// The gains and the offsets of the columns.
    public let gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>
    /// Added to the variance.
    public let epsilon: Float

    private let kernels: training_kernels

    /// What the forward pass keeps: the normalised numbers `[n x columns]` and a row's factors, `n` of them.
    public struct Record {
        /// (x - mean) / deviation, before gain and offset.
        public let normalized: MatrixView
        /// 1 / deviation of every row.
        public let inverses: UnsafeMutablePointer<Float>

        /// Makes room for what is kept.
        public init(normalized: MatrixView, inverses: UnsafeMutablePointer<Float>) {
            self.normalized = normalized
            self.inverses = inverses
        }
    }

    /// Takes the gains and offsets.
    public init(
        gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>, epsilon: Float, instructions: InstructionSet = .best
    ) {
        self.gamma = gamma
        self.beta = beta
        self.epsilon = epsilon
        kernels = instructions.training
    }

    /// output = LayerNorm(dropout(x + bias) + residual), all `[n x columns]`; `output` may be `x`.
    public func apply(
        _ x: MatrixView, bias: UnsafePointer<Float>? = nil, dropout: Dropout = .none, residual: MatrixView? = nil,
        into output: MatrixView, keeping record: Record
    ) {
        precondition(
            output.rows == x.rows && output.columns == x.columns && record.normalized.columns == x.columns
                && (residual?.columns ?? x.columns) == x.columns, "rows and columns of one shape")
        kernels.layer_norm(
            output.pointer, output.stride, record.normalized.pointer, record.normalized.stride, record.inverses,
            x.pointer, x.stride, residual?.pointer, residual?.stride ?? 0, bias, gamma, beta, epsilon, x.rows,
            x.columns, dropout.kernel(firstRow: 0))
    }

    /// Where the gradients of the gains, offsets and the bias are added.
    public struct Gradients {
        /// Of the gains and the offsets.
        public let gamma: UnsafeMutablePointer<Float>, beta: UnsafeMutablePointer<Float>
        /// Of the bias, or nil.
        public let bias: UnsafeMutablePointer<Float>?

        /// Takes the places.
        public init(
            gamma: UnsafeMutablePointer<Float>, beta: UnsafeMutablePointer<Float>,
            bias: UnsafeMutablePointer<Float>? = nil
        ) {
            self.gamma = gamma
            self.beta = beta
            self.bias = bias
        }
    }

    /// From the gradient of the output to that of the residual, which takes its place, and that of `x`, which goes to
    /// `branch`; a branch is given when there is a bias.
    public func applyBackward(
        _ gradient: MatrixView, branch: MatrixView? = nil, dropout: Dropout = .none, record: Record,
        gradients: Gradients
    ) {
        precondition((branch == nil) == (gradients.bias == nil), "a branch and a bias go together")
        precondition(
            record.normalized.columns == gradient.columns && (branch?.columns ?? gradient.columns) == gradient.columns,
            "rows and columns of one shape")
        kernels.layer_norm_backward(
            gradient.pointer, gradient.stride, branch?.pointer, branch?.stride ?? 0, gradient.pointer,
            gradient.stride, record.normalized.pointer, record.normalized.stride, record.inverses, gamma,
            gradients.gamma, gradients.beta, gradients.bias, gradient.rows, gradient.columns,
            dropout.kernel(firstRow: 0))
    }
}
