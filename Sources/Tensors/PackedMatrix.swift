import CKernels

/// A right matrix `[depth x columns]` of products, laid out for the kernels; its memory is used again for the next one.
///
/// Weights that change at every training step are laid out each time: it costs one pass over them. Without vector
/// instructions the products are OpenBLAS's.
public final class PackedMatrix: @unchecked Sendable {
    /// The shape.
    public private(set) var depth = 0, columns = 0

    private let instructions: InstructionSet
    private var memory: Matrix

    /// Makes an empty one, with room for `count` numbers.
    public init(count: Int = 0, instructions: InstructionSet = .best) {
        self.instructions = instructions
        memory = Matrix(rows: 1, columns: count)
    }

    /// Numbers that a matrix takes.
    public static func count(depth: Int, columns: Int, instructions: InstructionSet = .best) -> Int {
        kernel_packed_count(instructions.kernels, columns, depth)
    }

    /// Takes a matrix `[depth x columns]`, or the transpose of `[columns x depth]`.
    public func pack(_ matrix: MatrixView, transposed: Bool) {
        depth = transposed ? matrix.columns : matrix.rows
        columns = transposed ? matrix.rows : matrix.columns
        let table = instructions.kernels
        let needed = kernel_packed_count(table, columns, depth)
        if memory.columns < needed { memory = Matrix(rows: 1, columns: needed) }
        if instructions == .scalar {
            for row in 0..<depth {
                for column in 0..<columns {
                    let place = transposed ? column * matrix.stride + row : row * matrix.stride + column
                    memory.pointer[row * columns + column] = matrix.pointer[place]
                }
            }
        } else if transposed {
            kernel_pack(table, memory.pointer, matrix.pointer, matrix.stride, columns, depth)
        } else {
            kernel_pack_rows(table, memory.pointer, matrix.pointer, matrix.stride, depth, columns)
        }
    }

    /// output `[n x columns]` = left `[n x depth]` * self + bias (`columns` numbers), or output + left * self.
    public func multiply(
        _ left: MatrixView, into output: MatrixView, bias: UnsafePointer<Float>? = nil, adding: Bool = false
    ) {
        precondition(
            left.columns == depth && output.columns == columns && left.rows == output.rows,
            "[\(left.rows) x \(left.columns)] times [\(depth) x \(columns)] into [\(output.rows) x \(output.columns)]")
        precondition(bias == nil || !adding, "a bias is added once")
        let table = instructions.kernels
        if instructions == .scalar {
            output.assignProduct(left, plain, transposed: false, keep: adding ? 1 : 0)
            if let bias { table.pointee.bias_add(output.pointer, output.stride, output.rows, columns, bias) }
        } else if adding {
            kernel_gemm_add(
                table, output.pointer, output.stride, left.pointer, left.stride, left.rows, memory.pointer, columns,
                depth)
        } else {
            kernel_gemm(
                table, output.pointer, output.stride, left.pointer, left.stride, left.rows, memory.pointer, columns,
                depth, bias == nil ? KERNEL_EPILOGUE_NONE : KERNEL_EPILOGUE_BIAS, bias)
        }
    }

    private var plain: MatrixView {
        MatrixView(pointer: memory.pointer, rows: depth, columns: columns, stride: columns, owner: memory)
    }
}
