import Tensors
import TestSupport
import Testing

/// The training kernels of every instruction set that this machine has, against those of plain C.
@Suite("Training kernels equal the scalar ones")
struct TrainingKernelTests {
    private static let vectorised = InstructionSet.available.filter { $0 != .scalar }
    private static let widths = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 48, 65, 100, 384]
    private static let dropout = Dropout(part: 0.2, seed: 5)

    @Test("GELU and its way back", arguments: vectorised)
    func gelu(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 1)
        for columns in Self.widths {
            let x = Matrix.random(3, columns, stride: columns + 5, in: -9...9, using: &generator)
            let from = Matrix.random(3, columns, stride: columns + 4, using: &generator)
            let results = [InstructionSet.scalar, instructions].map { set in
                let forward = Matrix(rows: 3, columns: columns, stride: columns + 3)
                let again = Matrix(rows: 3, columns: columns, stride: columns + 2)
                let gradient = from.copy(), bias = Matrix([Array(repeating: Float(1), count: columns)])
                forward.view.assignGELU(x.view, instructions: set)
                again.view.assignGELU(x.view, gradient: gradient.view, bias: bias.pointer, instructions: set)
                #expect(forward.difference(again) < 1e-6)
                #expect(forward.paddingIsUntouched && again.paddingIsUntouched && gradient.paddingIsUntouched)
                return (forward, gradient, bias)
            }
            #expect(results[1].0.difference(results[0].0) < 2e-6, "\(columns) columns")
            #expect(results[1].1.difference(results[0].1) < 2e-6, "\(columns) columns")
            #expect(results[1].2.difference(results[0].2) < 5e-6, "\(columns) columns")
        }
    }

    @Test("numbers far out have a slope of 0 or 1", arguments: InstructionSet.available)
    func farOut(instructions: InstructionSet) {
        let x = Matrix([[-1e30, -200, -14, 0, 14, 200, 1e30]])
        let out = Matrix(rows: 1, columns: 7), bias = Matrix(rows: 1, columns: 7)
        let gradient = Matrix([Array(repeating: Float(3), count: 7)])
        out.view.assignGELU(x.view, gradient: gradient.view, bias: bias.pointer, instructions: instructions)
        #expect(gradient.difference(Matrix([[0, 0, 0, 1.5, 3, 3, 3]])) < 1e-6)
        #expect(Array(bias.view[0]) == Array(gradient.view[0]))
    }

    @Test("sums of columns", arguments: vectorised)
    func columnSums(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 2)
        for columns in Self.widths {
            let x = Matrix.random(13, columns, stride: columns + 5, using: &generator)
            let sums = [InstructionSet.scalar, instructions].map { set in
                let sums = Matrix([Array(repeating: Float(4), count: columns)])
                x.view.addColumnSums(to: sums.pointer, instructions: set)
                return sums
            }
            #expect(sums[1].difference(sums[0]) == 0, "\(columns) columns")
        }
    }

    /// One normalisation there and back; its outputs in order.
    private func norm(_ instructions: InstructionSet, columns: Int, parts: Int) -> [Matrix] {
        var generator = SeededGenerator(seed: UInt64(columns))
        let rows = 5
        func random(_ rows: Int, _ extra: Int = 0) -> Matrix {
            Matrix.random(rows, columns, stride: columns + extra, in: -2...3, using: &generator)
        }
        let x = random(rows, 3), residual = random(rows, 4), gradient = random(rows, 5)
        let bias = random(1), gamma = random(1), beta = random(1)
        let hasBranch = parts & 1 == 1, dropout = parts & 2 == 2 ? Self.dropout : .none
        let out = Matrix(rows: rows, columns: columns, stride: columns + 6)
        let normalized = Matrix(rows: rows, columns: columns, stride: columns + 7)
        let inverses = Matrix(rows: 1, columns: rows)
        let layer = TrainableNorm(
            gamma: gamma.pointer, beta: beta.pointer, epsilon: 1e-3, instructions: instructions)
        let record = TrainableNorm.Record(normalized: normalized.view, inverses: inverses.pointer)
        layer.apply(
            x.view, bias: hasBranch ? bias.pointer : nil, dropout: dropout, residual: hasBranch ? residual.view : nil,
            into: out.view, keeping: record)
        let sums = (0..<3).map { Matrix([Array(repeating: Float($0), count: columns)]) }
        let branch = Matrix(rows: rows, columns: columns, stride: columns + 8)
        layer.applyBackward(
            gradient.view, branch: hasBranch ? branch.view : nil, dropout: dropout, record: record,
            gradients: TrainableNorm.Gradients(
                gamma: sums[0].pointer, beta: sums[1].pointer, bias: hasBranch ? sums[2].pointer : nil))
        withExtendedLifetime((bias, gamma, beta)) {}
        return [out, normalized, inverses, gradient, branch] + sums
    }

    @Test("normalisation there and back, with and without its branch and dropout", arguments: vectorised)
    func norm(instructions: InstructionSet) {
        for columns in Self.widths {
            for parts in 0..<4 {
                let expected = norm(.scalar, columns: columns, parts: parts)
                let found = norm(instructions, columns: columns, parts: parts)
                for (number, pair) in zip(found, expected).enumerated() {
                    // A row of one number has no variance: its factor is 1 / sqrt(epsilon), which magnifies rounding.
                    let limit: Float = columns <= 2 ? 2e-3 : 1e-4
                    #expect(pair.0.difference(pair.1) < limit, "\(columns) columns, parts \(parts), result \(number)")
                    #expect(pair.0.paddingIsUntouched)
                }
            }
        }
    }

    @Test("attention there and back, heads of any size and sequences of any length", arguments: vectorised)
    func attention(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 5)
        for (heads, size) in [(1, 1), (3, 5), (2, 8), (3, 16), (2, 24), (12, 32), (2, 64)] {
            for tokens in [1, 2, 7, 13, 16, 17, 28, 32, 33, 61, 75] {
                let hidden = heads * size
                let x = Matrix.random(tokens, 3 * hidden, stride: 3 * hidden + 3, in: -2...2, using: &generator)
                let gradient = Matrix.random(tokens, hidden, stride: hidden + 1, using: &generator)
                for dropout in [Dropout.none, Self.dropout] {
                    let results = [InstructionSet.scalar, instructions].map { set in
                        let attention = TrainableAttention(heads: heads, headSize: size, instructions: set)
                        return attend(x, gradient, attention, dropout)
                    }
                    #expect(results[1].0.difference(results[0].0) < 1e-5, "\(heads) of \(size), \(tokens) tokens")
                    #expect(results[1].1.difference(results[0].1) < 3e-5, "\(heads) of \(size), \(tokens) tokens")
                }
            }
        }
    }

    private func attend(
        _ x: Matrix, _ gradient: Matrix, _ attention: TrainableAttention, _ dropout: Dropout
    ) -> (Matrix, Matrix) {
        let out = Matrix(rows: x.rows, columns: gradient.columns, stride: gradient.columns + 2)
        let back = Matrix(rows: x.rows, columns: x.columns, stride: x.columns + 4)
        let count = attention.scratchCount(tokens: x.rows)
        // One number more than is asked for shows that nothing is written behind it.
        let scratch = Matrix(rows: 1, columns: count + 1)
        scratch[0, count] = 42
        let memory = UnsafeMutableBufferPointer(start: scratch.pointer, count: count)
        attention.apply(x.view, into: out.view, firstRow: 9, dropout: dropout, scratch: memory)
        attention.applyBackward(
            gradient.view, projections: x.view, into: back.view, firstRow: 9, dropout: dropout, scratch: memory)
        #expect(scratch[0, count] == 42)
        #expect(out.paddingIsUntouched && back.paddingIsUntouched)
        return (out, back)
    }
}
