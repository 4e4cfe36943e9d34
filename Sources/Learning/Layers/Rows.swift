internal import Tensors

extension MatrixView {
    /// Takes the rows of another matrix that `rows` names.
    func gather(_ rows: [Int32], of other: MatrixView) {
        precondition(rows.count == self.rows && other.columns == columns, "as many rows as are named")
        for (row, origin) in rows.enumerated() { _ = self[row].update(from: other[Int(origin)]) }
    }

    /// Moves the first rows, in place, to the rows that `rows` names in rising order; all others become 0.
    func scatterFirstRows(to rows: [Int32]) {
        var above = self.rows
        // From the last one up: no row lands above where it stood, so none is lost before it is moved.
        for origin in rows.indices.reversed() {
            let row = Int(rows[origin])
            for empty in row + 1..<above { self[empty].update(repeating: 0) }
            if origin != row { _ = self[row].update(from: self[origin]) }
            above = row
        }
        for empty in 0..<above { self[empty].update(repeating: 0) }
    }
}
