import Tensors
import TestSupport

extension Matrix {
    /// A matrix of numbers drawn evenly from `range`.
    static func random(
        _ rows: Int, _ columns: Int, stride: Int? = nil, in range: ClosedRange<Float> = -1...1,
        using generator: inout SeededGenerator
    ) -> Matrix {
        let matrix = Matrix(rows: rows, columns: columns, stride: stride)
        for row in 0..<rows {
            for column in 0..<columns { matrix[row, column] = Float.random(in: range, using: &generator) }
        }
        return matrix
    }

    /// A matrix of the same numbers.
    func copy() -> Matrix {
        let copy = Matrix(rows: rows, columns: columns, stride: stride)
        for row in 0..<rows {
            for column in 0..<columns { copy[row, column] = self[row, column] }
        }
        return copy
    }

    /// The largest difference of two numbers at one place; infinite when one is not a number.
    func difference(_ other: Matrix) -> Float {
        precondition(rows == other.rows && columns == other.columns)
        var largest: Float = 0
        for row in 0..<rows {
            for column in 0..<columns {
                let difference = abs(self[row, column] - other[row, column])
                largest = difference.isNaN ? .infinity : max(largest, difference)
            }
        }
        return largest
    }

    /// True when the numbers between the columns and the stride are still the zeros they were made with.
    var paddingIsUntouched: Bool {
        (0..<rows).allSatisfy { row in (columns..<stride).allSatisfy { pointer[row * stride + $0] == 0 } }
    }
}
