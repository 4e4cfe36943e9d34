import Dispatch
import Learning
import Tensors
import TestSupport
import Testing

@Suite("The same batch and seed give the same bits")
struct DeterminismTests {
    private func numbers(_ gradients: GradientBuffer) -> [Float] {
        Array(UnsafeBufferPointer(start: gradients.pointer, count: gradients.count))
    }

    @Test("whatever ran in the workspace before, and in a workspace of another size", arguments: GradientGolden.cases)
    func workspaces(golden: GradientGolden.Case) throws {
        let model = try golden.model(hiddenDropout: 0.1, attentionDropout: 0.1)
        let gradients = GradientBuffer(layout: model.parameters)
        let fresh = TrainingWorkspace(model.options), used = TrainingWorkspace(model.options, tokens: 500, longest: 70)
        let first = model.step(golden.batch(1), seed: 3, gradients: gradients, workspace: fresh)
        let expected = numbers(gradients)
        let size = used.byteCount
        for number in [0, 2, 0] {
            gradients.reset()
            _ = model.step(golden.batch(number), seed: 8, gradients: gradients, workspace: used)
        }
        gradients.reset()
        #expect(numbers(gradients).allSatisfy { $0 == 0 })
        let second = model.step(golden.batch(1), seed: 3, gradients: gradients, workspace: used)
        #expect(first == second)
        #expect(numbers(gradients) == expected)
        #expect(used.byteCount == size)
    }

    @Test("on one thread and on two", arguments: GradientGolden.cases)
    func threads(golden: GradientGolden.Case) throws {
        let model = try golden.model(hiddenDropout: 0.1, attentionDropout: 0.1)
        let batches = [golden.batch(0), golden.batch(1)]
        let expected = batches.enumerated().map { shard, batch in
            let gradients = GradientBuffer(layout: model.parameters)
            _ = model.step(
                batch, seed: UInt64(shard), gradients: gradients, workspace: TrainingWorkspace(model.options))
            return gradients
        }
        for _ in 0..<3 {
            model.refresh(threads: 2)
            nonisolated(unsafe) let found = batches.map { _ in GradientBuffer(layout: model.parameters) }
            nonisolated(unsafe) let workspaces = batches.map { _ in TrainingWorkspace(model.options) }
            DispatchQueue.concurrentPerform(iterations: 2) { shard in
                _ = model.step(
                    batches[shard], seed: UInt64(shard), gradients: found[shard], workspace: workspaces[shard])
            }
            #expect(numbers(found[0]) == numbers(expected[0]) && numbers(found[1]) == numbers(expected[1]))
        }
    }

    @Test("another seed drops other numbers; without dropout the seed does nothing")
    func seeds() throws {
        let golden = try #require(GradientGolden.cases.first)
        for (part, differs) in [(Float(0.1), true), (0, false)] {
            let model = try golden.model(hiddenDropout: part, attentionDropout: part)
            let workspace = TrainingWorkspace(model.options)
            let results = [UInt64(1), 2].map { seed in
                let gradients = GradientBuffer(layout: model.parameters)
                return model.step(golden.batch(), seed: seed, gradients: gradients, workspace: workspace)
            }
            #expect((results[0] != results[1]) == differs)
            #expect((abs(model.loss(golden.batch(), workspace: workspace).loss - golden.loss)) < 1e-4 * golden.loss)
        }
    }

    @Test("dropout of the mean of many seeds is the loss without, about")
    func mean() throws {
        let golden = try #require(GradientGolden.cases.last)
        let model = try golden.model(hiddenDropout: 0.01, attentionDropout: 0.01)
        let workspace = TrainingWorkspace(model.options), gradients = GradientBuffer(layout: model.parameters)
        let losses = (0..<200).map {
            model.step(golden.batch(), seed: UInt64($0), gradients: gradients, workspace: workspace).loss
        }
        #expect(abs(losses.reduce(0, +) / 200 - golden.loss) < 0.05 * golden.loss)
    }
}
