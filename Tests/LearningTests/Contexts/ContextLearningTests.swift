import Encoder
import Entities
import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite("What only the contexts tell is learnt")
struct ContextLearningTests {
    private static let encoder = Result {
        try EncoderConfiguration(
            hiddenSize: 16, layerCount: 1, headCount: 2, intermediateSize: 24, vocabularySize: 6, maximumPositions: 16)
    }

    private func options(_ contexts: ContextOptions?) throws -> ModelOptions {
        ModelOptions(
            encoder: try Self.encoder.get(), contexts: contexts, hiddenDropout: 0, attentionDropout: 0)
    }

    /// Sentences of one word again and again: a word's label is the number of its neighbour's label as a context.
    private func batch(seed: UInt64, hasKeys: Bool) -> [TrainingSequence] {
        var random = SeededGenerator(seed: seed)
        return (0..<12).map { _ in
            let count = Int.random(in: 3...8, using: &random)
            let labels = (0..<count).map { _ in Int32.random(in: 0..<3, using: &random) }
            let neighbours = (0..<count).map { Int32(($0 + 1) % count) }
            return TrainingSequence(
                ids: [1] + Array(repeating: 3, count: count) + [2],
                labelled: neighbours.enumerated().map {
                    .init(position: Int32($0.offset + 1), label: labels[Int($0.element)])
                },
                contexts: SequenceContexts(
                    positions: (1...count).map(Int32.init), labelled: (0..<count).map(Int32.init),
                    starts: (0...count).map(Int32.init), words: neighbours, labels: labels,
                    keys: hasKeys ? Array(repeating: 1, count: count) : []))
        }
    }

    /// The share of labels of other sentences that a model has right after some steps.
    private func accuracy(_ contexts: ContextOptions?) throws -> Double {
        let options = try options(contexts), layout = ParameterLayout.parameters(of: options)
        let parameters = ParameterBuffer(parameters: layout)
        var random = RandomNumbers(seed: 4)
        for place in 0..<parameters.count { parameters.pointer[place] = random.normal(deviation: 0.3) }
        let model = TrainableEntityModel(options: options, parameters: parameters)
        let gradients = GradientBuffer(layout: parameters), workspace = model.makeWorkspace()
        let optimizer = AdamW(parameters: parameters, options: AdamWOptions(weightDecay: 0))
        let hasKeys = contexts?.module.hasKeys == true
        for step in 0..<150 {
            let batch = batch(seed: UInt64(step), hasKeys: hasKeys)
            let result = model.step(batch, seed: 1, gradients: gradients, workspace: workspace)
            optimizer.step(parameters, gradients: gradients, scale: 1 / Float(result.words), rate: 1e-2)
            gradients.reset()
            model.refresh()
        }
        let test = batch(seed: 1000, hasKeys: hasKeys)
        let found = model.predict(test, workspace: workspace).joined()
        let right = zip(found, test.flatMap(\.labelled)).count { $0 == $1.label }
        return Double(right) / Double(test.reduce(0) { $0 + $1.labelled.count })
    }

    @Test("by every module", arguments: ContextModule.allCases)
    func learnt(module: ContextModule) throws {
        let contexts = ContextOptions(
            module: module, labelCount: 3, labelSize: module == .cfa ? 5 : 16, wordCount: module.hasKeys ? 2 : 0)
        #expect(try accuracy(contexts) > 0.98)
    }

    @Test("and by no model without one")
    func guessed() throws { #expect(try accuracy(nil) < 0.6) }
}
