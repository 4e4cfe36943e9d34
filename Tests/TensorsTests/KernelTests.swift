import Tensors
import TestSupport
import Testing

/// The kernels of every instruction set that this machine has, against those of plain C.
@Suite("Kernels equal the scalar ones")
struct KernelTests {
    private static let vectorised = InstructionSet.available.filter { $0 != .scalar }
    private static let widths = [1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 100, 384]

    @Test("this machine's best set is the last of those it has, and plain C is always there")
    func choice() {
        #expect(InstructionSet.available.first == .scalar)
        #expect(InstructionSet.best == InstructionSet.available.last)
    }

    @Test("bias and GELU", arguments: vectorised)
    func gelu(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 1)
        for columns in Self.widths {
            let x = Matrix.random(3, columns, stride: columns + 5, in: -9...9, using: &generator)
            let bias = Matrix.random(1, columns, using: &generator)
            let reference = x.copy()
            reference.view.applyGELU(bias: bias, instructions: .scalar)
            x.view.applyGELU(bias: bias, instructions: instructions)
            #expect(x.difference(reference) < 2e-6, "\(columns) columns")
            #expect(x.paddingIsUntouched)
        }
    }

    @Test("bias", arguments: vectorised)
    func bias(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 2)
        for columns in Self.widths {
            let x = Matrix.random(3, columns, stride: columns + 5, using: &generator)
            let bias = Matrix.random(1, columns, using: &generator)
            let reference = x.copy()
            reference.view.add(bias: bias, instructions: .scalar)
            x.view.add(bias: bias, instructions: instructions)
            #expect(x.difference(reference) == 0, "\(columns) columns")
            #expect(x.paddingIsUntouched)
        }
    }

    @Test("bias, residual and normalisation, each part absent or there", arguments: vectorised)
    func layerNorm(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 4)
        for columns in Self.widths {
            let x = Matrix.random(3, columns, stride: columns + 5, in: -3...5, using: &generator)
            let residual = Matrix.random(3, columns, using: &generator)
            let bias = Matrix.random(1, columns, using: &generator)
            let gamma = Matrix.random(1, columns, using: &generator),
                beta = Matrix.random(1, columns, using: &generator)
            let norms = [InstructionSet.scalar, instructions].map {
                LayerNorm(gamma: Array(gamma.view[0]), beta: Array(beta.view[0]), epsilon: 1e-3, instructions: $0)
            }
            for parts in 0..<4 {
                let results = norms.map { norm in
                    let out = Matrix(rows: 3, columns: columns, stride: columns + 3)
                    norm.apply(
                        x.view, residual: parts & 1 == 0 ? nil : residual.view, bias: parts & 2 == 0 ? nil : bias,
                        into: out.view)
                    return out
                }
                #expect(results[1].difference(results[0]) < 2e-5, "\(columns) columns, parts \(parts)")
                #expect(results[1].paddingIsUntouched)
            }
            let inPlace = residual.copy()
            norms[1].apply(x.view, residual: inPlace.view, bias: bias, into: inPlace.view)
            let apart = Matrix(rows: 3, columns: columns)
            norms[1].apply(x.view, residual: residual.view, bias: bias, into: apart.view)
            #expect(inPlace.difference(apart) == 0, "\(columns) columns, in place of the residual")
        }
    }

    @Test("attention, heads of any size and sequences of any length", arguments: vectorised)
    func attention(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 5)
        for (heads, size) in [(1, 1), (3, 5), (2, 8), (3, 16), (2, 24), (12, 32), (2, 64), (1, 128)] {
            for tokens in [1, 2, 7, 8, 13, 16, 17, 28, 29, 48, 61, 130] {
                let hidden = heads * size
                let projections = Matrix.random(
                    tokens, 3 * hidden, stride: 3 * hidden + 3, in: -2...2, using: &generator)
                let results = [InstructionSet.scalar, instructions].map { set in
                    let attention = Attention(heads: heads, headSize: size, instructions: set)
                    let out = Matrix(rows: tokens, columns: hidden, stride: hidden + 2)
                    let count = attention.scratchCount(tokens: tokens)
                    // One number more than is asked for shows that nothing is written behind it.
                    let scratch = Matrix(rows: 1, columns: count + 1)
                    scratch[0, count] = 42
                    attention.apply(
                        projections.view, into: out.view,
                        scratch: UnsafeMutableBufferPointer(start: scratch.pointer, count: count))
                    #expect(scratch[0, count] == 42)
                    return out
                }
                #expect(results[1].difference(results[0]) < 5e-6, "\(heads) heads of \(size), \(tokens) tokens")
                #expect(results[1].paddingIsUntouched)
            }
        }
    }
}
