import Foundation
import Tensors
import TestSupport
import Testing

@Suite("Cross-entropy over many columns")
struct SoftmaxLossTests {
    @Test("losses, hits and gradients are those of the definition", arguments: InstructionSet.available)
    func definition(instructions: InstructionSet) {
        var generator = SeededGenerator(seed: 4)
        for columns in [1, 2, 7, 8, 15, 16, 17, 33, 100, 1000, 30_522] {
            let logits = Matrix.random(4, columns, stride: columns + 5, in: -9...9, using: &generator)
            let gradient = logits.copy()
            let gold = (0..<4).map { _ in Int32.random(in: 0..<Int32(columns), using: &generator) }
            logits[2, Int(gold[2])] = 20
            gradient[2, Int(gold[2])] = 20
            var losses = [Float](repeating: 0, count: 4), hits = [UInt8](repeating: 9, count: 4)
            gradient.view.assignCrossEntropyGradient(
                gold: gold, losses: &losses, hits: &hits, instructions: instructions)
            #expect(gradient.paddingIsUntouched)
            for row in 0..<4 {
                let numbers = logits.view[row].map(Double.init), right = Int(gold[row])
                let sum = numbers.reduce(0) { $0 + exp($1) }
                #expect(abs(Double(losses[row]) - (log(sum) - numbers[right])) < 1e-4)
                #expect(hits[row] == (numbers.allSatisfy { $0 <= numbers[right] } ? 1 : 0))
                for column in 0..<columns {
                    let expected = exp(numbers[column]) / sum - (column == right ? 1 : 0)
                    #expect(abs(Double(gradient[row, column]) - expected) < 1e-6)
                }
            }
            #expect(hits[2] == 1)
        }
    }

    @Test("logits far apart give no infinities", arguments: InstructionSet.available)
    func farApart(instructions: InstructionSet) {
        for columns in [3, 17, 40] {
            let logits = Matrix(rows: 2, columns: columns)
            logits[0, 0] = 1e4
            logits[1, 1] = -1e4
            var losses: [Float] = [0, 0], hits: [UInt8] = [0, 0]
            logits.view.assignCrossEntropyGradient(
                gold: [0, 1], losses: &losses, hits: &hits, instructions: instructions)
            #expect(losses[0] == 0 && abs(losses[1] - 1e4) < 10 && hits == [1, 0])
            #expect((0..<2).allSatisfy { logits.view[$0].allSatisfy(\.isFinite) })
            #expect(abs(logits[1, 1] + 1) < 1e-6)
        }
    }
}
