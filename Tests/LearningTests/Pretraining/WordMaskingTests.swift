import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("What is hidden")
struct WordMaskingTests {
    /// 40 words of one sub-word and 20 endings; the special entries stand first.
    private static let entries =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<T>"] + (0..<40).map { "w\($0)" } + (0..<20).map { "##e\($0)" }
    private let vocabulary: Vocabulary
    private let sequences: [[Int32]]

    init() throws {
        vocabulary = try Vocabulary(entries: Self.entries)
        var random = SeededGenerator(seed: 8)
        sequences = (0..<400).map { _ in
            var ids: [Int32] = [2]
            for _ in 0..<Int.random(in: 5...50, using: &random) {
                ids.append(Int32.random(in: 6..<46, using: &random))
                for _ in 0..<([0, 0, 1, 4].randomElement(using: &random) ?? 0) {
                    ids.append(Int32.random(in: 46..<66, using: &random))
                }
            }
            return ids + [3]
        }
    }

    private func masking(_ change: (inout MaskingSettings) -> Void = { _ in }, seed: UInt64 = 1) throws -> WordMasking {
        var settings = MaskingSettings()
        change(&settings)
        return try #require(WordMasking(settings, vocabulary: vocabulary, seed: seed))
    }

    private func apply(_ masking: WordMasking, epoch: Int = 0) -> [MaskedSequence] {
        sequences.enumerated().map { masking.apply($0.element, number: $0.offset, epoch: epoch) }
    }

    @Test("a vocabulary without [MASK] cannot be used")
    func noMask() throws {
        let vocabulary = try Vocabulary(entries: ["[UNK]", "[CLS]", "[SEP]", "a"])
        #expect(WordMasking(MaskingSettings(), vocabulary: vocabulary, seed: 1) == nil)
    }

    @Test("hidden places are in order, never special tokens, and gold is what stood there", arguments: [true, false])
    func places(wholeWords: Bool) throws {
        for (ids, masked) in zip(sequences, apply(try masking { $0.wholeWords = wholeWords })) {
            #expect(!masked.positions.isEmpty)
            #expect(zip(masked.positions, masked.positions.dropFirst()).allSatisfy(<))
            #expect(masked.positions.allSatisfy { $0 > 0 && Int($0) < ids.count - 1 })
            #expect(masked.gold == masked.positions.map { ids[Int($0)] })
            let hidden = Set(masked.positions)
            for place in ids.indices where !hidden.contains(Int32(place)) { #expect(masked.ids[place] == ids[place]) }
        }
    }

    @Test("words are hidden as a whole, or sub-words each by itself")
    func wholeWords() throws {
        func partial(_ masked: [MaskedSequence]) -> Int {
            zip(sequences, masked).reduce(0) { count, pair in
                let hidden = Set(pair.1.positions)
                return count
                    + pair.0.indices.dropFirst().dropLast().filter { place in
                        pair.0[place] >= 46 && hidden.contains(Int32(place)) != hidden.contains(Int32(place - 1))
                    }.count
            }
        }
        #expect(partial(apply(try masking())) == 0)
        #expect(partial(apply(try masking { $0.wholeWords = false })) > 500)
    }

    @Test("the shares are those that were asked for, for long words as for short ones", arguments: [true, false])
    func shares(wholeWords: Bool) throws {
        let masking = try masking { $0.wholeWords = wholeWords }
        var hidden = 0, long = (all: 0, hidden: 0), masks = 0, kept = 0, others = 0, all = 0
        for epoch in 0..<20 {
            for (ids, masked) in zip(sequences, apply(masking, epoch: epoch)) {
                all += ids.count - 2
                hidden += masked.positions.count
                long.all += ids.filter { $0 >= 46 }.count
                long.hidden += masked.gold.filter { $0 >= 46 }.count
                for (position, gold) in zip(masked.positions, masked.gold) {
                    let seen = masked.ids[Int(position)]
                    if seen == 4 { masks += 1 } else if seen == gold { kept += 1 } else { others += 1 }
                    #expect(seen == 4 || seen >= 6)
                }
            }
        }
        func part(_ count: Int, of all: Int) -> Double { Double(count) / Double(all) }
        #expect(abs(part(hidden, of: all) - 0.15) < 0.01)
        #expect(abs(part(long.hidden, of: long.all) - 0.15) < 0.015)
        #expect(abs(part(masks, of: hidden) - 0.8) < 0.01)
        // One of the 60 others is now and then the right one.
        #expect(abs(part(kept, of: hidden) - 0.1) < 0.01)
        #expect(abs(part(others, of: hidden) - 0.1) < 0.01)
    }

    @Test("seed, epoch and number decide, and nothing else")
    func determinism() throws {
        let masking = try masking(), first = apply(masking)
        #expect(apply(masking) == first)
        #expect(masking.apply(sequences[7], number: 7, epoch: 0) == first[7])
        #expect(apply(masking, epoch: 1) != first)
        #expect(apply(try self.masking(seed: 2)) != first)
        #expect(masking.apply(sequences[7], number: 8, epoch: 0) != first[7])
    }

    @Test("a single word is hidden, however long it is, and parts of 0 and 1 are kept to")
    func extremes() throws {
        let word: [Int32] = [2, 6, 46, 47, 48, 49, 3]
        let masked = try masking { ($0.mask, $0.random) = (1, 0) }.apply(word, number: 0, epoch: 0)
        #expect(masked.ids == [2, 4, 4, 4, 4, 4, 3])
        #expect(masked.gold == [6, 46, 47, 48, 49])
        let same = try masking { ($0.mask, $0.random) = (0, 0) }.apply(word, number: 0, epoch: 0)
        #expect(same.ids == word && same.positions == [1, 2, 3, 4, 5])
        let all = try masking { ($0.share, $0.mask) = (0.9, 1) }
        #expect(apply(all).allSatisfy { $0.positions.count >= ($0.ids.count - 2) / 2 })
    }
}
