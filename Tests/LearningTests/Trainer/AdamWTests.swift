import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite("AdamW")
struct AdamWTests {
    /// A layout with a dense weight that decays, a bias that does not, and a table of four rows of three.
    static let layout = [
        Parameter(
            name: "embeddings.word_embeddings.weight", shape: [4, 3], offset: 0, group: .embeddings, decays: true,
            rowSize: 3),
        Parameter(name: "layer.weight", shape: [2, 3], offset: 16, group: .layer(0), decays: true),
        Parameter(name: "layer.bias", shape: [2], offset: 32, group: .layer(1), decays: false),
        Parameter(name: "classifier.weight", shape: [5], offset: 48, group: .head, decays: true),
    ]

    static func parameters(seed: UInt64 = 1) -> ParameterBuffer {
        let buffer = ParameterBuffer(parameters: layout)
        var random = SeededGenerator(seed: seed)
        for parameter in layout.indices {
            for place in buffer[parameter].indices {
                buffer[parameter][place] = Float.random(in: -1...1, using: &random)
            }
        }
        return buffer
    }

    /// Gradients everywhere but in the rows left out.
    static func gradients(rows: [Int] = [0, 1, 2, 3], seed: UInt64) -> GradientBuffer {
        let buffer = GradientBuffer(layout: ParameterBuffer(parameters: layout))
        var random = SeededGenerator(seed: seed)
        for row in rows {
            let numbers = buffer.touch(row: row, of: 0)
            for column in 0..<3 { numbers[column] = Float.random(in: -1...1, using: &random) }
        }
        for parameter in layout.dropFirst() {
            for place in parameter.range { buffer.pointer[place] = Float.random(in: -1...1, using: &random) }
        }
        return buffer
    }

    static func numbers(_ buffer: ParameterBuffer) -> [Float] { (0..<buffer.count).map { buffer.pointer[$0] } }

    /// AdamW as the paper writes it, for one number, in binary64.
    private struct Reference {
        var x: Double
        var m = 0.0, v = 0.0
        var t = 0

        mutating func step(gradient: Double, rate: Double, decay: Double) {
            t += 1
            m = 0.9 * m + 0.1 * gradient
            v = 0.999 * v + 0.001 * gradient * gradient
            let first = m / (1 - pow(0.9, Double(t))), second = v / (1 - pow(0.999, Double(t)))
            x -= rate * decay * x
            x -= rate * first / (second.squareRoot() + 1e-8)
        }
    }

    /// Two layers: the upper one has factor 1, the lower 1/2, the embeddings 1/4; the last row is a tag.
    private static func factor(of parameter: Parameter, place: Int) -> Double {
        switch parameter.group {
        case .embeddings: place >= 9 ? 8 : 0.25
        case .layer(let layer): layer == 1 ? 1 : 0.5
        case .head: 4
        }
    }

    @Test("steps are those of the formula, with decay where it applies and a factor for each group")
    func formula() {
        let parameters = Self.parameters()
        let options = AdamWOptions(
            weightDecay: 0.1, clip: .infinity, layerDecay: 0.5, headFactor: 4, tagFactor: 8)
        let optimizer = AdamW(parameters: parameters, options: options, tagRows: [3])
        var references = Self.numbers(parameters).map { Reference(x: Double($0)) }
        for step in 0..<20 {
            let gradients = Self.gradients(seed: UInt64(step))
            let rate = 0.01 / Double(step + 1)
            for parameter in Self.layout {
                for place in parameter.range {
                    let factor = Self.factor(of: parameter, place: place)
                    references[place].step(
                        gradient: Double(gradients.pointer[place]) * 0.5, rate: rate * factor,
                        decay: parameter.decays ? 0.1 : 0)
                }
            }
            optimizer.step(parameters, gradients: gradients, scale: 0.5, rate: Float(rate))
        }
        for (found, expected) in zip(Self.numbers(parameters), references) {
            #expect(abs(Double(found) - expected.x) < 1e-5)
        }
    }

    @Test("rows that a step did not use keep their bits, moments included")
    func lazy() {
        let parameters = Self.parameters()
        let optimizer = AdamW(parameters: parameters, options: .init(weightDecay: 0.1))
        optimizer.step(parameters, gradients: Self.gradients(seed: 1), scale: 1, rate: 0.1)
        let before = Self.numbers(parameters)
        let first = (0..<12).map { optimizer.first.pointer[$0] }
        let second = (0..<12).map { optimizer.second.pointer[$0] }
        optimizer.step(parameters, gradients: Self.gradients(rows: [2], seed: 2), scale: 1, rate: 0.1)
        for place in 0..<12 {
            let isUsed = place / 3 == 2
            let isChanged = [
                parameters.pointer[place] != before[place], optimizer.first.pointer[place] != first[place],
                optimizer.second.pointer[place] != second[place],
            ]
            #expect(isChanged.allSatisfy { $0 == isUsed })
        }
    }

    @Test("a long gradient is shortened to the limit, a short one is left")
    func clipping() {
        let gradients = Self.gradients(seed: 3)
        let sum = (0..<gradients.count).reduce(0.0) {
            $0 + Double(gradients.pointer[$1]) * Double(gradients.pointer[$1])
        }
        func moments(clip: Float) -> (norm: Double, first: [Float]) {
            let parameters = Self.parameters()
            let optimizer = AdamW(parameters: parameters, options: .init(clip: clip))
            let norm = optimizer.step(parameters, gradients: gradients, scale: 1, rate: 0.1)
            return (norm, (0..<parameters.count).map { optimizer.first.pointer[$0] })
        }
        let free = moments(clip: 1000), clipped = moments(clip: 0.5)
        #expect(abs(free.norm - sum.squareRoot()) < 1e-6)
        #expect(clipped.norm == free.norm)
        for (long, short) in zip(free.first, clipped.first) {
            #expect(abs(Double(short) - Double(long) * 0.5 / free.norm) < 1e-6)
        }
    }

    @Test("a gradient that is no number changes nothing and is reported")
    func notANumber() {
        let parameters = Self.parameters()
        let before = Self.numbers(parameters)
        let optimizer = AdamW(parameters: parameters, options: .init())
        let gradients = Self.gradients(seed: 3)
        gradients.pointer[16] = .nan
        #expect(!optimizer.step(parameters, gradients: gradients, scale: 1, rate: 0.1).isFinite)
        #expect(Self.numbers(parameters) == before)
        #expect(optimizer.steps == 0)
    }

    @Test("one and three threads give equal bits, also of parameters larger than a piece")
    func threads() {
        let layout = [Parameter(name: "a", shape: [100_003], offset: 0, group: .head, decays: true)]
        func run(threads: Int) -> [Float] {
            let parameters = ParameterBuffer(parameters: layout)
            let gradients = GradientBuffer(layout: parameters)
            let other = GradientBuffer(layout: parameters)
            var random = SeededGenerator(seed: 5)
            for place in 0..<100_003 {
                parameters.pointer[place] = Float.random(in: -1...1, using: &random)
                gradients.pointer[place] = Float.random(in: -1...1, using: &random)
                other.pointer[place] = Float.random(in: -1...1, using: &random)
            }
            GradientSum.add(other, to: gradients, threads: threads)
            let optimizer = AdamW(parameters: parameters, options: .init())
            let average = WeightAverage(of: parameters, decay: 0.9)
            for _ in 0..<3 {
                optimizer.step(
                    parameters, gradients: gradients, scale: 0.1, rate: 0.01, average: average, threads: threads)
            }
            return Self.numbers(parameters) + (0..<100_003).map { average.memory.pointer[$0] }
        }
        #expect(run(threads: 1) == run(threads: 3))
    }

    @Test("the sum of shards is that of the buffer's own addition")
    func sum() {
        let (first, second) = (Self.gradients(rows: [0, 2], seed: 1), Self.gradients(rows: [2, 3], seed: 2))
        let (other, same) = (Self.gradients(rows: [0, 2], seed: 1), Self.gradients(rows: [2, 3], seed: 2))
        first.add(second)
        GradientSum.add(same, to: other, threads: 2)
        #expect(other.touchedRows(of: 0) == [0, 2, 3])
        #expect((0..<first.count).allSatisfy { first.pointer[$0] == other.pointer[$0] })
    }
}
