import Tensors
import TestSupport
import Testing

@Suite("Products with packed matrices")
struct PackedMatrixTests {
    private static let shapes = [
        (1, 1, 1), (3, 5, 7), (14, 32, 16), (29, 33, 31), (17, 64, 100), (40, 21, 400), (5, 600, 3), (33, 3, 800),
    ]

    private func product(_ left: Matrix, _ right: Matrix, _ start: Matrix? = nil) -> Matrix {
        let result = Matrix(rows: left.rows, columns: right.columns)
        for row in 0..<left.rows {
            for column in 0..<right.columns {
                let sum = (0..<left.columns).reduce(0.0) { $0 + Double(left[row, $1]) * Double(right[$1, column]) }
                result[row, column] = Float(sum + Double(start?[row, column] ?? 0))
            }
        }
        return result
    }

    private func transpose(_ matrix: Matrix, stride: Int) -> Matrix {
        let result = Matrix(rows: matrix.columns, columns: matrix.rows, stride: stride)
        for row in 0..<matrix.rows { for column in 0..<matrix.columns { result[column, row] = matrix[row, column] } }
        return result
    }

    @Test("plain, added and with a bias; packed as it stands and transposed", arguments: InstructionSet.available)
    func multiply(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 21)
        let packed = PackedMatrix(instructions: instructions)
        for (rows, columns, depth) in Self.shapes {
            let left = Matrix.random(rows, depth, stride: depth + 3, using: &generator)
            let right = Matrix.random(depth, columns, stride: columns + 2, using: &generator)
            let start = Matrix.random(rows, columns, stride: columns + 5, using: &generator)
            let bias = Matrix.random(1, columns, using: &generator)
            for transposed in [false, true] {
                packed.pack((transposed ? transpose(right, stride: depth + 1) : right).view, transposed: transposed)
                let plain = start.copy(), added = start.copy(), biased = start.copy()
                packed.multiply(left.view, into: plain.view)
                packed.multiply(left.view, into: added.view, adding: true)
                packed.multiply(left.view, into: biased.view, bias: bias.pointer)
                let biases = Matrix((0..<rows).map { _ in Array(bias.view[0]) })
                #expect(plain.difference(product(left, right)) < 1e-4, "\(rows) x \(columns) x \(depth)")
                #expect(added.difference(product(left, right, start)) < 1e-4, "\(rows) x \(columns) x \(depth)")
                #expect(biased.difference(product(left, right, biases)) < 1e-4, "\(rows) x \(columns) x \(depth)")
                #expect(plain.paddingIsUntouched && added.paddingIsUntouched && biased.paddingIsUntouched)
            }
        }
    }

    @Test("with the left matrix transposed, added", arguments: InstructionSet.available)
    func addTransposed(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 22)
        let product = TransposedProduct(instructions: instructions)
        for (rows, columns, depth) in Self.shapes {
            let left = Matrix.random(depth, rows, stride: rows, using: &generator)
            let right = Matrix.random(depth, columns, stride: columns + 2, using: &generator)
            let start = Matrix.random(rows, columns, stride: columns + 5, using: &generator)
            let sum = start.copy()
            product.add(left.view, right.view, to: sum.view)
            let expected = self.product(transpose(left, stride: depth), right, start)
            #expect(sum.difference(expected) < 1e-4, "\(rows) x \(columns) x \(depth)")
            #expect(sum.paddingIsUntouched)
        }
    }
}
