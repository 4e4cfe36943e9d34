import CKernels

/// Products with a transposed left matrix, added: how the gradients of weights are summed over sub-words.
///
/// It owns a block of memory, so it belongs to one thread. Without vector instructions the products are OpenBLAS's.
public final class TransposedProduct {
    private let instructions: InstructionSet
    private let scratch: Matrix

    /// Takes memory for a block.
    public init(instructions: InstructionSet = .best) {
        self.instructions = instructions
        scratch = Matrix(rows: 1, columns: instructions == .scalar ? 0 : kernel_turned_scratch())
    }

    /// output `[m x n]` += the transpose of left `[k x m]` * right `[k x n]`.
    public func add(_ left: MatrixView, _ right: MatrixView, to output: MatrixView) {
        precondition(
            left.rows == right.rows && output.rows == left.columns && output.columns == right.columns,
            "[\(output.rows) x \(output.columns)] cannot hold [\(left.rows) x \(left.columns)] transposed times"
                + " [\(right.rows) x \(right.columns)]")
        if instructions == .scalar {
            output.addTransposedProduct(left, right)
        } else {
            kernel_gemm_turned(
                instructions.kernels, output.pointer, output.stride, left.pointer, left.stride, output.rows,
                right.pointer, right.stride, output.columns, left.rows, scratch.pointer)
        }
    }
}
