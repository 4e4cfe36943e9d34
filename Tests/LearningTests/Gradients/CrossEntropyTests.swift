import Foundation
import TestSupport
import Testing

@testable import Learning
@testable import Tensors

@Suite("Cross-entropy with label smoothing")
struct CrossEntropyTests {
    private func random(_ rows: Int, _ columns: Int, _ generator: inout SeededGenerator) -> Matrix {
        Matrix((0..<rows).map { _ in (0..<columns).map { _ in Float.random(in: -4...4, using: &generator) } })
    }

    @Test("loss and gradients are the formula's in double precision", arguments: [0, 0.1, 0.5] as [Float])
    func formula(smoothing: Float) {
        var generator = SeededGenerator(seed: 1)
        for labels in [1, 2, 3, 7] {
            let logits = random(9, labels, &generator)
            let gold = (0..<9).map { _ in Int32.random(in: 0..<Int32(labels), using: &generator) }
            var expected = 0.0, gradients: [[Double]] = []
            for row in 0..<9 {
                let numbers = logits.view[row].map(Double.init)
                let sum = log(numbers.reduce(0) { $0 + exp($1) })
                let target = (0..<labels).map { label in
                    Double(smoothing) / Double(labels) + (label == Int(gold[row]) ? 1 - Double(smoothing) : 0)
                }
                expected += zip(target, numbers).reduce(0) { $0 + $1.0 * (sum - $1.1) }
                gradients.append(zip(target, numbers).map { exp($1 - sum) - $0 })
            }
            let loss = CrossEntropy(smoothing: smoothing).apply(logits.view, labels: gold)
            #expect(abs(loss - expected) < 1e-5 * max(expected, 1))
            for row in 0..<9 {
                for label in 0..<labels { #expect(abs(Double(logits[row, label]) - gradients[row][label]) < 1e-6) }
            }
        }
    }

    @Test("large logits do not overflow, and of equal ones the first label stands")
    func edges() {
        let logits = Matrix([[1e4, -1e4, 0], [2, 2, 1], [0, 1, 1]])
        #expect(CrossEntropy.labels(logits.view) == [0, 0, 1])
        let loss = CrossEntropy(smoothing: 0).apply(logits.rows(0..<1), labels: [1])
        #expect(loss == 2e4)
        #expect(Array(logits.view[0]) == [1, -1, 0])
    }
}
