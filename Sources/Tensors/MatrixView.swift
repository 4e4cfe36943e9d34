/// Some rows of a matrix `[rows x columns]`.
///
/// A view of a `Matrix` keeps it alive; a view of other memory is valid as long as that is. Writing through a view
/// writes to what it is a view of.
public struct MatrixView: @unchecked Sendable {
    /// The first number.
    public let pointer: UnsafeMutablePointer<Float>
    /// The shape.
    public let rows: Int, columns: Int
    /// Distance between the starts of two rows, in floats.
    public let stride: Int

    private let owner: Matrix?

    /// A view of memory that holds `rows` rows of `columns` numbers, `stride` apart; `owner` is kept alive.
    public init(
        pointer: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int, owner: Matrix? = nil
    ) {
        precondition(rows >= 0 && columns >= 0 && stride >= columns, "a matrix cannot have a negative size")
        self.pointer = pointer
        self.rows = rows
        self.columns = columns
        self.stride = stride
        self.owner = owner
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
            pointer: pointer + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride,
            owner: owner)
    }

    /// A view of some of the columns of every row.
    public func columns(_ range: Range<Int>) -> MatrixView {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of a view of \(columns)")
        return MatrixView(
            pointer: pointer + range.lowerBound, rows: rows, columns: range.count, stride: stride, owner: owner)
    }
}
