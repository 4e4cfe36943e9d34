internal import Tensors

extension MatrixView {
    /// Takes vectors `[rows x size]` with a 1 behind each: `[rows x (size + 1)]`. Products with them have their
    /// constants.
    func assignExtended(_ vectors: MatrixView) {
        precondition(vectors.rows == rows && vectors.columns + 1 == columns, "vectors and a column more")
        for row in 0..<rows {
            let target = pointer + row * stride
            target.update(from: vectors.pointer + row * vectors.stride, count: vectors.columns)
            target[vectors.columns] = 1
        }
    }

    /// Takes the first columns of a matrix with as many rows.
    func assignColumns(of other: MatrixView) {
        precondition(other.rows == rows && other.columns >= columns, "a wider matrix")
        for row in 0..<rows {
            (pointer + row * stride).update(from: other.pointer + row * other.stride, count: columns)
        }
    }

    /// Sets everything to 0.
    func clear() {
        for row in 0..<rows { (pointer + row * stride).update(repeating: 0, count: columns) }
    }

    /// Multiplies every number.
    func scale(by factor: Float) {
        guard factor != 1 else { return }
        for row in 0..<rows {
            let numbers = pointer + row * stride
            for column in 0..<columns { numbers[column] *= factor }
        }
    }
}
