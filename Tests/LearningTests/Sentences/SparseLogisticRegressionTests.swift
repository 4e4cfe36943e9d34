import TestSupport
import Testing

@testable import Learning

@Suite("Sparse logistic regression") struct SparseLogisticRegressionTests {
    private func learn(
        _ model: SparseLogisticRegression, _ features: [UInt32], _ label: Bool, style: Int = 0
    ) -> Double {
        features.withUnsafeBufferPointer { model.learn($0, label: label, style: style) }
    }

    @Test("the first step is that of the algorithm, by hand")
    func firstStep() {
        var options = BoundaryConfiguration.Optimizer()
        options.rate = 0.5
        options.smoothing = 1
        options.sparsity = 0.1
        options.shrinkage = 2
        let model = SparseLogisticRegression(bits: 8, styles: 0, options: options)
        // p = 0.5, g = -0.5, n = 0.25, z = -0.5; w = (0.5 - 0.1) / ((1 + 0.5) / 0.5 + 2) = 0.08.
        #expect(abs(learn(model, [7], true) - 0.6931) < 1e-4)
        #expect(abs(model.evidence.pointer[7] + 0.5) < 1e-6 && abs(model.squares.pointer[7] - 0.25) < 1e-6)
        // The loss of the same again is ln(1 + exp(-0.08)).
        #expect(abs(learn(model, [7], true) - 0.65395) < 1e-4)
        #expect(model.table(style: 0)[7] == 127 && model.table(style: 0).filter { $0 != 0 }.count == 1)
    }

    @Test("a feature that decides gets a weight, noise gets none")
    func sparsity() {
        var options = BoundaryConfiguration.Optimizer()
        options.sparsity = 4
        let model = SparseLogisticRegression(bits: 10, styles: 0, options: options)
        var random = SeededGenerator(seed: 3)
        var loss = 0.0
        for step in 0..<4000 {
            let label = Bool.random(using: &random)
            let noise = UInt32.random(in: 100..<1000, using: &random)
            let value = learn(model, [label ? 1 : 2, noise], label)
            if step >= 3000 { loss += value / 1000 }
        }
        let table = model.table(style: 0)
        #expect(table[1] > 100 && table[2] < -100)
        #expect(table[100...].allSatisfy { $0 == 0 })
        #expect(loss < 0.1)
    }

    @Test("styles share what they agree on and differ where they do not")
    func styles() {
        let model = SparseLogisticRegression(bits: 8, styles: 2, options: .init())
        for _ in 0..<300 {
            _ = learn(model, [1], true, style: 0)
            _ = learn(model, [1], false, style: 1)
            _ = learn(model, [2], true, style: 0)
            // Only the first style sees feature 3; both know it.
            _ = learn(model, [3], false, style: 0)
            _ = learn(model, [4], true, style: 1)
        }
        let first = model.table(style: 0), second = model.table(style: 1)
        #expect(first[1] > 0 && second[1] < 0)
        #expect(first[3] < 0 && second[3] < 0)
        #expect(first[4] > 0)
    }
}
