import CKernels

extension MatrixView {
    /// Adds a bias `[1 x columns]` to every row.
    public func add(bias: Matrix, instructions: InstructionSet = .best) {
        precondition(bias.columns == columns, "a bias of \(bias.columns) for \(columns) columns")
        instructions.kernels.pointee.bias_add(pointer, stride, rows, columns, bias.pointer)
    }

    /// Puts GELU(x + bias) in place of every x; see `Activation.gelu`.
    public func applyGELU(bias: Matrix? = nil, instructions: InstructionSet = .best) {
        let bias = bias ?? Matrix(rows: 1, columns: columns)
        precondition(bias.columns == columns, "a bias of \(bias.columns) for \(columns) columns")
        withExtendedLifetime(bias) {
            instructions.kernels.pointee.bias_gelu(pointer, stride, rows, columns, bias.pointer)
        }
    }
}
