import Glibc

/// A row-major matrix of Float32 `[rows x columns]` that owns its memory, aligned to 64 bytes.
///
/// It may be shared between threads as long as nobody writes to it; who writes to it owns it alone.
public final class Matrix: @unchecked Sendable {
    /// The shape.
    public let rows: Int, columns: Int
    /// Distance between the starts of two rows, in floats.
    public let stride: Int
    /// The first number.
    public let pointer: UnsafeMutablePointer<Float>

    /// Bytes of a large page of memory.
    private static let hugePage = 2 << 20

    /// Makes a matrix of zeros; `stride` is `columns` unless given.
    public init(rows: Int, columns: Int, stride: Int? = nil) {
        let stride = stride ?? columns
        precondition(rows >= 0 && columns >= 0 && stride >= columns, "a matrix cannot have a negative size")
        self.rows = rows
        self.columns = columns
        self.stride = stride
        let count = max(rows * stride, 1)
        let isLarge = count * 4 >= 2 * Matrix.hugePage
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: isLarge ? Matrix.hugePage : 64)
        // Weights are read from end to end at every batch; with large pages that costs fewer look-ups of addresses. The
        // advice may be refused: then nothing changes.
        if isLarge { madvise(memory, count * 4, MADV_HUGEPAGE) }
        pointer = memory.bindMemory(to: Float.self, capacity: count)
        pointer.initialize(repeating: 0, count: count)
    }

    /// Makes a matrix of the rows given, which are of one length.
    public convenience init(_ rows: [[Float]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0)
        for (index, row) in rows.enumerated() {
            precondition(row.count == columns, "the rows of a matrix have one length")
            for column in 0..<columns { self[index, column] = row[column] }
        }
    }

    deinit { pointer.deallocate() }

    /// One number.
    public subscript(row: Int, column: Int) -> Float {
        get { pointer[offset(row, column)] }
        set { pointer[offset(row, column)] = newValue }
    }

    /// All of the matrix.
    public var view: MatrixView { rows(0..<rows) }

    /// A view of some rows.
    public func rows(_ range: Range<Int>) -> MatrixView {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of a matrix of \(rows)")
        return MatrixView(
            pointer: pointer + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride,
            owner: self)
    }

    private func offset(_ row: Int, _ column: Int) -> Int {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the matrix")
        return row * stride + column
    }
}
