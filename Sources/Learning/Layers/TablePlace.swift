internal import Tensors

/// Where a table of embeddings `[rows x columns]` lies in the flat buffers.
struct TablePlace {
    /// The parameter's number.
    let number: Int
    private let offset: Int, rows: Int, columns: Int
    private let isSparse: Bool

    init(number: Int, parameter: Parameter) {
        self.number = number
        offset = parameter.offset
        rows = parameter.shape[0]
        columns = parameter.shape[1]
        isSparse = parameter.rowSize != nil
    }

    /// The table, or the gradients of a table that is dense.
    func matrix(in buffer: UnsafeMutablePointer<Float>) -> MatrixView {
        MatrixView(pointer: buffer + offset, rows: rows, columns: columns, stride: columns)
    }

    /// The gradient of a row; of a sparse table it is noted as used.
    func gradient(of row: Int, in gradients: GradientBuffer) -> UnsafeMutablePointer<Float> {
        isSparse ? gradients.touch(row: row, of: number) : gradients.pointer + offset + row * columns
    }
}
