import Encoder
import TestSupport
import Testing

@Suite("Batch plans")
struct BatchPlanTests {
    @Test("Longest first, equals in order, a new batch when the next does not fit")
    func workedExample() {
        #expect(BatchPlan.batches(lengths: [3, 9, 3, 5, 3], bound: 10) == [[1], [3, 0], [2, 4]])
        #expect(BatchPlan.batches(lengths: [], bound: 10).isEmpty)
        #expect(BatchPlan.batches(lengths: [4, 4], bound: 8) == [[0, 1]])
    }

    @Test("A sequence over the bound is a batch of its own")
    func overlong() {
        #expect(BatchPlan.batches(lengths: [2, 30, 40, 2], bound: 10) == [[2], [1], [0, 3]])
        #expect(BatchPlan.batches(lengths: [2, 3], bound: 0) == [[1], [0]])
    }

    @Test("Every sequence is in one batch, no batch is over the bound, none could take the next one")
    func properties() {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<200 {
            let lengths = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                Int.random(in: 1...60, using: &generator)
            }
            let bound = Int.random(in: 60...200, using: &generator)
            let batches = BatchPlan.batches(lengths: lengths, bound: bound)
            #expect(batches.joined().sorted() == Array(lengths.indices))
            let sizes = batches.map { $0.map { lengths[$0] }.reduce(0, +) }
            #expect(sizes.allSatisfy { $0 <= bound })
            for (number, size) in sizes.enumerated().dropLast() {
                #expect(size + lengths[batches[number + 1][0]] > bound)
            }
            let inOrder = batches.joined().map { lengths[$0] }
            #expect(inOrder == inOrder.sorted(by: >))
        }
    }
}
