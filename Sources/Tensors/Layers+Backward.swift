import CKernels

extension InstructionSet {
    /// The kernels of training.
    var training: training_kernels { kernels.pointee.training.pointee }
}

extension MatrixView {
    /// Puts GELU(x) into this matrix; see `Activation.gelu`.
    public func assignGELU(_ x: MatrixView, instructions: InstructionSet = .best) {
        precondition(x.rows == rows && x.columns == columns, "a matrix of one shape")
        instructions.training.gelu(pointer, stride, x.pointer, x.stride, rows, columns)
    }

    /// Puts GELU(x) into this matrix, and the gradient of x in place of that of GELU(x); adds the sums of its columns
    /// to `bias`, of `columns` numbers.
    public func assignGELU(
        _ x: MatrixView, gradient: MatrixView, bias: UnsafeMutablePointer<Float>, instructions: InstructionSet = .best
    ) {
        precondition(x.rows == rows && x.columns == columns, "a matrix of one shape")
        precondition(gradient.rows == rows && gradient.columns == columns, "a gradient of one shape")
        instructions.training.gelu_backward(
            pointer, stride, gradient.pointer, gradient.stride, x.pointer, x.stride, bias, rows, columns)
    }

    /// Adds the sums of the columns to `sums`, of `columns` numbers.
    public func addColumnSums(to sums: UnsafeMutablePointer<Float>, instructions: InstructionSet = .best) {
        instructions.training.column_sums(sums, pointer, stride, rows, columns)
    }
}
