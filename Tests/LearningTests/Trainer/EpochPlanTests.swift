import TestSupport
import Testing

@testable import Learning

@Suite("Batches of an epoch")
struct EpochPlanTests {
    private let lengths: [Int]

    init() {
        var random = SeededGenerator(seed: 2)
        lengths = (0..<2000).map { _ in Int.random(in: 4...128, using: &random) }
    }

    private func plan(
        _ sources: [(sequences: Range<Int>, weight: Float)] = [(0..<1200, 1), (1200..<2000, 1)], seed: UInt64 = 1,
        epoch: Int = 0
    ) -> [[Int]] {
        EpochPlan(lengths: lengths, sources: sources, batchTokens: 512, seed: seed, epoch: epoch).batches
    }

    @Test("every sequence is seen once an epoch, in batches within their bound")
    func complete() {
        let batches = plan()
        #expect(batches.flatMap { $0 }.sorted() == Array(0..<2000))
        #expect(batches.allSatisfy { $0.reduce(0) { $0 + lengths[$1] } <= 512 })
        let tokens = lengths.reduce(0, +)
        #expect(batches.count < tokens / 512 * 5 / 4)
    }

    @Test("a sequence over the bound has a batch of its own")
    func tooLong() {
        let plan = EpochPlan(lengths: [10, 900, 10], sources: [(0..<3, 1)], batchTokens: 100, seed: 1, epoch: 0)
        #expect(Set(plan.batches.map { Set($0) }) == [[0, 2], [1]])
    }

    @Test("the plan follows from seed and epoch alone, and differs with either")
    func seeded() {
        #expect(plan() == plan())
        #expect(plan() != plan(seed: 2))
        #expect(plan() != plan(epoch: 1))
    }

    @Test("batches hold sequences of about one length, and corpora mixed")
    func bucketed() {
        let batches = plan()
        let spread = batches.map { batch in
            (batch.map { lengths[$0] }.max() ?? 0) - (batch.map { lengths[$0] }.min() ?? 0)
        }
        #expect(spread.reduce(0, +) / spread.count < 16)
        let mixed = batches.filter { batch in batch.contains { $0 < 1200 } && batch.contains { $0 >= 1200 } }
        #expect(mixed.count > batches.count / 2)
    }

    @Test("weights repeat a corpus, or take another part of it each epoch")
    func weights() {
        let seen = plan([(0..<1000, 2.5), (1000..<2000, 0.25)]).flatMap { $0 }
        #expect(seen.filter { $0 < 1000 }.count == 2500)
        #expect(seen.filter { $0 >= 1000 }.count == 250)
        #expect((0..<1000).allSatisfy { number in seen.filter { $0 == number }.count >= 2 })
        let next = plan([(0..<1000, 2.5), (1000..<2000, 0.25)], epoch: 1).flatMap { $0 }
        #expect(Set(seen.filter { $0 >= 1000 }) != Set(next.filter { $0 >= 1000 }))
        #expect(plan([(0..<1000, 0), (1000..<2000, 1)]).flatMap { $0 }.sorted() == Array(1000..<2000))
    }
}
