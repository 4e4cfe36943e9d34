import Encoder
import TestSupport
import Testing

@testable import Learning

@Suite("Shards and micro-batches")
struct TrainerTests {
    private func batch(_ count: Int) -> [TrainingSequence] {
        var random = SeededGenerator(seed: 8)
        return (0..<count).map { _ in
            TrainingSequence(ids: Array(repeating: 0, count: Int.random(in: 2...60, using: &random)), labelled: [])
        }
    }

    @Test("shards hold every sequence once and about the same number of sub-words", arguments: [1, 2, 5])
    func shards(count: Int) {
        let batch = batch(64)
        let shards = BatchCut.shards(of: batch, count: count)
        #expect(shards.count == count)
        #expect(shards.flatMap { $0 }.map(\.tokenCount).sorted() == batch.map(\.tokenCount).sorted())
        let loads = shards.map { $0.reduce(0) { $0 + $1.tokenCount } }
        #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 60)
    }

    @Test("a batch smaller than the number of shards leaves some empty")
    func few() {
        #expect(BatchCut.shards(of: batch(1), count: 3).map(\.count).sorted() == [0, 0, 1])
        #expect(BatchCut.shards(of: batch(0), count: 2) == [[], []])
    }

    @Test("micro-batches keep the order and their bound")
    func micro() {
        let batch = batch(40)
        let parts = BatchPlan.runs(of: batch, tokens: 100) { $0.tokenCount }
        #expect(parts.flatMap { $0 } == batch)
        #expect(parts.allSatisfy { $0.reduce(0) { $0 + $1.tokenCount } <= 100 })
        #expect(BatchPlan.runs(of: batch, tokens: 1) { $0.tokenCount }.allSatisfy { $0.count == 1 })
    }
}
