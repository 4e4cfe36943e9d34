import Syntax
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Losses and gradients of syntax")
struct SyntaxGradientTests {
    @Test("the fixture is there")
    func fixture() throws {
        #expect(try SyntaxGolden.load().count == 2)
    }

    @Test("they equal PyTorch's, tensor by tensor", arguments: SyntaxGolden.cases, InstructionSet.available)
    func golden(golden: SyntaxGolden, instructions: InstructionSet) throws {
        let model = try golden.model(instructions: instructions)
        let gradients = GradientBuffer(layout: model.parameters), workspace = model.makeWorkspace()
        let result = model.step(golden.sequences, seed: 1, gradients: gradients, workspace: workspace)
        #expect(abs(result.loss - golden.loss) < 1e-5 * golden.loss)
        #expect(result.words == golden.sequences.reduce(0) { $0 + $1.wordCount })
        #expect(result.parts.map(\.name).sorted() == golden.losses.keys.sorted())
        for part in result.parts {
            let expected = golden.losses[part.name] ?? .nan
            #expect(abs(part.loss - expected) < 1e-5 * expected, "\(part)")
        }
        let reference = try golden.tensors()
        for (index, parameter) in model.parameters.parameters.enumerated() {
            let expected = try reference.numbers("gradient.\(parameter.name)")
            var difference = gradients.difference(of: index, from: expected), limit: Float = 2e-5
            if parameter.name.hasSuffix("key.bias") {
                // Attention does not see a bias of the keys: its gradient is rounding alone, on the scale of the
                // queries'.
                let queries = try reference.numbers("gradient.\(parameter.name.replacing("key", with: "query"))")
                difference *= max(expected.map(abs).max() ?? 0, 1e-3) / (queries.map(abs).max() ?? 0)
                limit = 1e-4
            }
            #expect(difference < limit, "\(parameter.name): \(difference)")
        }
    }

    @Test("the loss of spans finds the trees that the reference finds", arguments: SyntaxGolden.cases)
    func trees(golden: SyntaxGolden) throws {
        let model = try golden.model(), workspace = model.makeWorkspace(), sequences = golden.sequences
        model.forward(
            sequences, seeds: DropoutSeeds(model.options.encoderOptions, seed: nil), workspace: workspace)
        let rows = 0..<workspace.rows.count
        let trees = model.spans.trees(
            workspace.rows, vectors: workspace.vectors.rows(rows), gold: sequences.map(\.spans),
            memory: workspace.spans)
        let found = trees.map { Set($0.spans.map { [$0.first, $0.last, $0.label] }) }
        #expect(found == golden.trees.map(Set.init))
    }

    @Test(
        "gradients equal finite differences, with dropout in every place", arguments: SyntaxGolden.cases,
        InstructionSet.available)
    func differences(golden: SyntaxGolden, instructions: InstructionSet) throws {
        let model = try golden.model(
            hiddenDropout: 0.2, attentionDropout: 0.3, vectorDropout: 0.33, instructions: instructions)
        let workspace = model.makeWorkspace(), batch = golden.sequences
        let gradients = GradientBuffer(layout: model.parameters), others = GradientBuffer(layout: model.parameters)
        _ = model.step(batch, seed: 77, gradients: gradients, workspace: workspace)
        for (index, parameter) in model.parameters.parameters.enumerated() {
            let numbers = model.parameters[index], start = Array(numbers)
            let slopes = Array(
                UnsafeBufferPointer(start: gradients.pointer + parameter.offset, count: parameter.count))
            let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-2 else { continue }
            func loss(_ distance: Float) -> Double {
                for place in start.indices { numbers[place] = start[place] + distance * slopes[place] / length }
                model.refresh()
                return model.step(batch, seed: 77, gradients: others, workspace: workspace).loss
            }
            // The margin's loss has a kink where another tree becomes the best: the shorter the way, the rarer.
            let h: Float = 0.0005
            let found = (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
            #expect(
                abs(found - Double(length)) < 0.02 * Double(length) + 0.05, "\(parameter.name): \(found), \(length)")
            _ = numbers.update(fromContentsOf: start)
        }
        model.refresh()
    }

    @Test("a model learns its batch by heart: then the trees it gives are the gold ones")
    func byHeart() throws {
        for golden in SyntaxGolden.cases {
            let model = try golden.model(), workspace = model.makeWorkspace(), batch = golden.sequences
            let optimizer = AdamW(parameters: model.parameters, options: .init(weightDecay: 0))
            let gradients = GradientBuffer(layout: model.parameters)
            var losses: [Double] = []
            for step in 0..<300 {
                gradients.reset()
                let result = model.step(batch, seed: UInt64(step), gradients: gradients, workspace: workspace)
                losses.append(result.loss)
                optimizer.step(
                    model.parameters, gradients: gradients, scale: 1 / Float(result.words), rate: 5e-3, threads: 1)
                model.refresh()
            }
            #expect((losses.last ?? .infinity) < 0.01 * losses[0], "\(losses.last ?? .nan) after \(losses[0])")
            for (prediction, gold) in zip(model.predict(batch, workspace: workspace), batch) {
                #expect(prediction.xpos == gold.xpos)
                #expect(prediction.upos == gold.upos)
                #expect(prediction.heads == gold.heads)
                #expect(prediction.relations == gold.relations)
                #expect(Set(prediction.spans) == Set(gold.spans))
            }
        }
    }

    @Test("the same batch and seed give the same bits, whatever the workspace saw before; no loss without sentences")
    func determinism() throws {
        for golden in SyntaxGolden.cases {
            let model = try golden.model(hiddenDropout: 0.1, attentionDropout: 0.1, vectorDropout: 0.33)
            let batch = golden.sequences, used = model.makeWorkspace()
            let first = GradientBuffer(layout: model.parameters), second = GradientBuffer(layout: model.parameters)
            let other = GradientBuffer(layout: model.parameters)
            let expected = model.step(batch, seed: 5, gradients: first, workspace: model.makeWorkspace())
            _ = model.step(Array(batch.reversed()), seed: 9, gradients: other, workspace: used)
            _ = model.predict(Array(batch.suffix(2)), workspace: used)
            #expect(model.step([], seed: 5, gradients: second, workspace: used) == StepResult())
            #expect(model.step(batch, seed: 5, gradients: second, workspace: used) == expected)
            for place in 0..<first.count {
                #expect(first.pointer[place].bitPattern == second.pointer[place].bitPattern)
            }
        }
    }
}
