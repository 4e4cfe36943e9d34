import TestSupport
import Testing

@testable import Learning

@Suite("The average of the weights")
struct WeightAverageTests {
    @Test("rows that steps leave out are averaged as if every step had seen them")
    func lazyEqualsDense() {
        let parameters = AdamWTests.parameters()
        let optimizer = AdamW(parameters: parameters, options: .init())
        let average = WeightAverage(of: parameters, decay: 0.9)
        var dense = AdamWTests.numbers(parameters).map(Double.init)
        let result = ParameterBuffer(parameters: AdamWTests.layout)
        var random = SeededGenerator(seed: 4)
        for step in 1...60 {
            let rows = (0..<3).filter { _ in Bool.random(using: &random) }
            optimizer.step(
                parameters, gradients: AdamWTests.gradients(rows: rows, seed: UInt64(step)), scale: 1, rate: 0.05,
                average: average)
            let decay = min(0.9, Double(1 + step) / Double(10 + step))
            for place in dense.indices {
                dense[place] = decay * dense[place] + (1 - decay) * Double(parameters.pointer[place])
            }
            // Reading the average changes nothing of it, so it may be read at any time.
            if step % 7 == 0 || step == 60 {
                average.write(to: result, from: parameters)
                for place in dense.indices { #expect(abs(Double(result.pointer[place]) - dense[place]) < 2e-6) }
            }
        }
        #expect(average.rowSteps[0][3] == 0)
    }

    @Test("an average taken up from its state goes on with the same bits")
    func restored() {
        func run(breakAt: Int?) -> [Float] {
            let parameters = AdamWTests.parameters()
            let optimizer = AdamW(parameters: parameters, options: .init())
            var average = WeightAverage(of: parameters, decay: 0.95)
            for step in 1...20 {
                if step == breakAt {
                    let other = WeightAverage(of: ParameterBuffer(parameters: AdamWTests.layout), decay: 0.95)
                    other.memory.pointer.update(from: average.memory.pointer, count: other.memory.count)
                    other.restore(steps: average.steps, rowSteps: average.rowSteps)
                    average = other
                }
                let rows = step % 3 == 0 ? [1, 3] : [0]
                optimizer.step(
                    parameters, gradients: AdamWTests.gradients(rows: rows, seed: UInt64(step)), scale: 1, rate: 0.05,
                    average: average)
            }
            let result = ParameterBuffer(parameters: AdamWTests.layout)
            average.write(to: result, from: parameters)
            return AdamWTests.numbers(result)
        }
        #expect(run(breakAt: nil) == run(breakAt: 12))
    }
}
