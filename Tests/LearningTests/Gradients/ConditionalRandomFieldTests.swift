import Foundation
import TestSupport
import Testing

@testable import Learning
@testable import Tensors

@Suite("The conditional random field is exact")
struct ConditionalRandomFieldTests {
    /// Weights of their own memory.
    private final class Weights {
        let labels: Int
        let memory: Matrix

        init(labels: Int) {
            self.labels = labels
            memory = Matrix(rows: 1, columns: labels * (labels + 2))
        }

        var weights: ConditionalRandomField.Weights {
            ConditionalRandomField.Weights(
                start: memory.pointer, transitions: memory.pointer + labels,
                end: memory.pointer + labels * (labels + 1))
        }
    }

    private func random(
        _ labels: Int, _ words: Int, _ generator: inout SeededGenerator
    ) -> (field: Weights, emissions: Matrix, gold: [Int32]) {
        let field = Weights(labels: labels), emissions = Matrix(rows: words, columns: labels)
        for place in 0..<field.memory.columns { field.memory[0, place] = Float.random(in: -2...2, using: &generator) }
        for word in 0..<words {
            for label in 0..<labels { emissions[word, label] = Float.random(in: -3...3, using: &generator) }
        }
        return (field, emissions, (0..<words).map { _ in Int32.random(in: 0..<Int32(labels), using: &generator) })
    }

    private func score(_ labels: [Int32], _ emissions: Matrix, _ field: Weights) -> Double {
        let weights = field.weights
        guard let first = labels.first, let last = labels.last else { return 0 }
        var score = Double(weights.start[Int(first)]) + Double(weights.end[Int(last)])
        for (word, label) in labels.enumerated() {
            score += Double(emissions[word, Int(label)])
            if word > 0 { score += Double(weights.transitions[Int(labels[word - 1]) * field.labels + Int(label)]) }
        }
        return score
    }

    /// All labellings of so many words.
    private func labellings(_ words: Int, _ labels: Int) -> [[Int32]] {
        (0..<words).reduce([[]]) { ways, _ in ways.flatMap { way in (0..<Int32(labels)).map { way + [$0] } } }
    }

    @Test(
        "loss and best way are those of all labellings counted out",
        arguments: [(1, 3), (2, 3), (5, 3), (3, 5), (4, 1)])
    func counted(words: Int, labels: Int) {
        var generator = SeededGenerator(seed: UInt64(words * 10 + labels))
        var decoder = ConditionalRandomField(labels: labels)
        for _ in 0..<5 {
            let (field, emissions, gold) = random(labels, words, &generator)
            let ways = labellings(words, labels)
            let scores = ways.map { score($0, emissions, field) }
            let best = decoder.best(emissions.view, weights: field.weights)
            #expect(abs(score(best, emissions, field) - (scores.max() ?? 0)) < 1e-9)
            let expected = log(scores.reduce(0) { $0 + exp($1) }) - score(gold, emissions, field)
            let gradients = Weights(labels: labels)
            let loss = decoder.apply(
                emissions.view, gold: gold[...], weights: field.weights, gradients: gradients.weights)
            #expect(abs(loss - expected) < 1e-9)
        }
    }

    @Test("gradients equal finite differences in double precision", arguments: [(1, 3), (2, 2), (6, 3), (20, 4)])
    func gradients(words: Int, labels: Int) {
        var generator = SeededGenerator(seed: UInt64(words))
        var decoder = ConditionalRandomField(labels: labels)
        let (field, emissions, gold) = random(labels, words, &generator)
        func loss() -> Double {
            let copy = Matrix((0..<words).map { Array(emissions.view[$0]) })
            let unused = Weights(labels: labels)
            return withExtendedLifetime(unused) {
                decoder.apply(copy.view, gold: gold[...], weights: field.weights, gradients: unused.weights)
            }
        }
        let emissionGradients = Matrix((0..<words).map { Array(emissions.view[$0]) })
        let gradients = Weights(labels: labels)
        _ = decoder.apply(
            emissionGradients.view, gold: gold[...], weights: field.weights, gradients: gradients.weights)
        func check(_ numbers: Matrix, _ gradients: Matrix) {
            for row in 0..<numbers.rows {
                for column in 0..<numbers.columns {
                    let start = numbers[row, column]
                    // The distance is what Float32 makes of it.
                    numbers[row, column] = start + 1e-3
                    let (above, far) = (loss(), Double(numbers[row, column]))
                    numbers[row, column] = start - 1e-3
                    let slope = (above - loss()) / (far - Double(numbers[row, column]))
                    numbers[row, column] = start
                    #expect(abs(slope - Double(gradients[row, column])) < 1e-6)
                }
            }
        }
        check(emissions, emissionGradients)
        check(field.memory, gradients.memory)
    }

    @Test("numbers of any size do not overflow")
    func large() {
        var decoder = ConditionalRandomField(labels: 2)
        let emissions = Matrix([[5000, -5000], [5000, 5000], [-9000, 9000]])
        let gradients = Weights(labels: 2), weights = Weights(labels: 2)
        let loss = decoder.apply(
            emissions.view, gold: [0, 0, 1], weights: weights.weights, gradients: gradients.weights)
        #expect(abs(loss - log(2)) < 1e-9)
        #expect(Array(emissions.view[1]) == [-0.5, 0.5])
        #expect(decoder.best(Matrix(rows: 0, columns: 2).view, weights: weights.weights) == [])
        withExtendedLifetime((weights, gradients)) {}
    }
}
