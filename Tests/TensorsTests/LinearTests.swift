import Tensors
import TestSupport
import Testing

@Suite("Products and linear layers")
struct LinearTests {
    /// The product as it is defined: left `[m x k]` times right `[n x k]` transposed.
    private static func product(_ left: Matrix, _ right: Matrix) -> Matrix {
        let out = Matrix(rows: left.rows, columns: right.rows)
        for row in 0..<left.rows {
            for column in 0..<right.rows {
                var sum = 0.0
                for k in 0..<left.columns { sum += Double(left[row, k]) * Double(right[column, k]) }
                out[row, column] = Float(sum)
            }
        }
        return out
    }

    @Test("a linear layer of any size is the product plus the bias", arguments: InstructionSet.available)
    func sizes(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 6)
        for (rows, outputs, inputs) in [
            (1, 1, 1), (1, 32, 5), (2, 33, 3), (5, 16, 16), (6, 31, 17), (7, 64, 8), (13, 10, 40), (14, 32, 32),
            (15, 48, 7), (29, 65, 20), (43, 3, 9), (3, 530, 11), (4, 9, 800), (9, 40, 385), (16, 40, 384),
        ] {
            let x = Matrix.random(rows, inputs, stride: inputs + 3, using: &generator)
            let weights = Matrix.random(outputs, inputs, using: &generator)
            let bias = Matrix.random(1, outputs, using: &generator)
            let expected = Self.product(x, weights)
            let tolerance = 1e-6 * Float(inputs)

            let plain = Matrix(rows: rows, columns: outputs, stride: outputs + 3)
            Linear(weights: weights.view, instructions: instructions).apply(x.view, into: plain.view)
            #expect(plain.difference(expected) <= tolerance, "\(rows) x \(inputs) -> \(outputs)")
            #expect(plain.paddingIsUntouched)

            let layer = Linear(weights: weights.view, bias: Array(bias.view[0]), instructions: instructions)
            let out = Matrix(rows: rows, columns: outputs)
            layer.apply(x.view, into: out.view)
            let biased = expected.copy()
            biased.view.add(bias: bias, instructions: .scalar)
            #expect(out.difference(biased) <= tolerance)
            layer.apply(x.view, into: out.view, activation: .gelu)
            expected.view.applyGELU(bias: bias, instructions: .scalar)
            #expect(out.difference(expected) <= tolerance + 2e-6)
        }
    }

    @Test("GELU without a bias", arguments: InstructionSet.available)
    func geluWithoutBias(instructions: InstructionSet) {
        let layer = Linear(weights: Matrix([[1, 0], [0, 2]]).view, instructions: instructions)
        let out = Matrix(rows: 1, columns: 2)
        layer.apply(Matrix([[1, -1]]).view, into: out.view, activation: .gelu)
        #expect(abs(out[0, 0] - 0.841_345) < 1e-5)
        #expect(abs(out[0, 1] + 0.045_500) < 1e-5)
    }

    @Test("a row's result is the same whatever rows stand beside it", arguments: InstructionSet.available)
    func rowsAreIndependent(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 7)
        let weights = Matrix.random(40, 500, using: &generator)
        let layer = Linear(weights: weights.view, instructions: instructions)
        let x = Matrix.random(31, 500, using: &generator)
        let all = Matrix(rows: 31, columns: 40), one = Matrix(rows: 1, columns: 40)
        layer.apply(x.view, into: all.view)
        for row in 0..<31 {
            layer.apply(x.rows(row..<row + 1), into: one.view)
            let difference = (0..<40).map { abs(one[0, $0] - all[row, $0]) }.max() ?? 0
            #expect(instructions == .scalar ? difference < 1e-4 : difference == 0)
        }
    }

    @Test("OpenBLAS's product, transposed or not, scaled and added")
    func general() {
        var generator = SeededGenerator(seed: 8)
        let left = Matrix.random(5, 7, stride: 9, using: &generator)
        let right = Matrix.random(4, 7, using: &generator)
        let turned = Matrix(rows: 7, columns: 4)
        for row in 0..<7 { for column in 0..<4 { turned[row, column] = right[column, row] } }
        let expected = Self.product(left, right)
        let out = Matrix(rows: 5, columns: 4, stride: 6)
        out.view.assignProduct(left.view, right.view, transposed: true)
        #expect(out.difference(expected) < 1e-5)
        out.view.assignProduct(left.view, turned.view, transposed: false, scale: 2, keep: -1)
        #expect(out.difference(expected) < 1e-5)
        #expect(out.paddingIsUntouched)
    }
}
