import Encoder
import TestSupport
import Testing

@Suite("Windows over long sentences")
struct WindowPlanTests {
    @Test("words that fit are one window; no words are none")
    func fits() {
        let plan = WindowPlan(wordLengths: [1, 2, 3], room: 6, overlap: 2)
        #expect(plan.windows == [.init(words: 0..<3, answered: 0..<3)])
        #expect(WindowPlan(wordLengths: [], room: 6, overlap: 2).windows == [])
    }

    @Test("neighbours share the overlap and each answers for its half")
    func halves() {
        let plan = WindowPlan(wordLengths: Array(repeating: 1, count: 16), room: 10, overlap: 4)
        #expect(plan.windows == [.init(words: 0..<10, answered: 0..<8), .init(words: 6..<16, answered: 8..<16)])
    }

    @Test("the last window reaches back as far as there is room")
    func lastIsFull() {
        let plan = WindowPlan(wordLengths: Array(repeating: 1, count: 11), room: 10, overlap: 0)
        #expect(plan.windows == [.init(words: 0..<10, answered: 0..<6), .init(words: 1..<11, answered: 6..<11)])
    }

    @Test("a word longer than the room is fed by its first sub-words")
    func longWord() {
        let plan = WindowPlan(wordLengths: [2, 50, 2], room: 8, overlap: 4)
        #expect(plan.windows.map(\.words) == [0..<1, 1..<2, 2..<3])
        #expect(plan.windows.map(\.answered) == [0..<1, 1..<2, 2..<3])
        #expect(plan.fedLength(50) == 8)
        #expect(plan.fedLength(2) == 2)
    }

    @Test("any sentence: every word is answered for once, within a window that has room")
    func properties() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<3000 {
            let room = Int.random(in: 1...40, using: &generator)
            let overlap = Int.random(in: 0...50, using: &generator)
            let longest = [1, 3, 9, 60].randomElement(using: &generator) ?? 1
            let lengths = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                Int.random(in: 0...longest, using: &generator)
            }
            let plan = WindowPlan(wordLengths: lengths, room: room, overlap: overlap)
            var next = 0
            var before = 0..<0
            for window in plan.windows {
                #expect(window.answered.lowerBound == next)
                next = window.answered.upperBound
                #expect(window.words.lowerBound <= window.answered.lowerBound)
                #expect(window.answered.upperBound <= window.words.upperBound)
                #expect(!window.words.isEmpty)
                let fed = lengths[window.words].reduce(0) { $0 + plan.fedLength($1) }
                #expect(fed <= room)
                // Each window reaches further than the one before, and leaves no word between.
                #expect(window.words.upperBound > before.upperBound && window.words.lowerBound <= before.upperBound)
                #expect(before.isEmpty || window.words.lowerBound > before.lowerBound)
                before = window.words
            }
            #expect(next == lengths.count)
            #expect(WindowPlan(wordLengths: lengths, room: room, overlap: overlap) == plan)
        }
    }

    @Test("a word is read away from the edges: by half the overlap at least")
    func context() {
        for overlap in stride(from: 0, through: 30, by: 2) {
            let lengths = Array(repeating: 1, count: 400)
            let plan = WindowPlan(wordLengths: lengths, room: 100, overlap: overlap)
            for window in plan.windows {
                #expect(
                    window.words.lowerBound == 0 || window.answered.lowerBound - window.words.lowerBound >= overlap / 2)
                #expect(
                    window.words.upperBound == 400
                        || window.words.upperBound - window.answered.upperBound >= overlap / 2)
            }
        }
    }
}
