/// Some rows of a matrix `[rows x columns]` that somebody else owns: valid only while the owner lives and says so.
public struct MatrixView: @unchecked Sendable {
    /// The first number.
    public let pointer: UnsafeMutablePointer<Float>
    /// The shape.
    public let rows: Int, columns: Int
    /// Distance between the starts of two rows, in floats.
    public let stride: Int

    /// A view of memory that holds `rows` rows of `columns` numbers, `stride` apart.
    public init(pointer: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int) {
        precondition(rows >= 0 && columns >= 0 && stride >= columns, "a matrix cannot have a negative size")
        self.pointer = pointer
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }

    /// One row.
    public subscript(row: Int) -> UnsafeMutableBufferPointer<Float> {
        precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
        return UnsafeMutableBufferPointer(start: pointer + row * stride, count: columns)
    }

    /// One number.
    public subscript(row: Int, column: Int) -> Float { self[row][column] }

    /// A view of some of the rows.
    public func rows(_ range: Range<Int>) -> MatrixView {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of a view of \(rows)")
        return MatrixView(
            pointer: pointer + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride)
    }

    /// A view of some of the columns of every row.
    public func columns(_ range: Range<Int>) -> MatrixView {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of a view of \(columns)")
        return MatrixView(pointer: pointer + range.lowerBound, rows: rows, columns: range.count, stride: stride)
    }
}
