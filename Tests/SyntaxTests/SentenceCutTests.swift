import TestSupport
import Testing

@testable import Syntax

@Suite("Cuts of long sentences")
struct SentenceCutTests {
    private func pieces(_ text: String, limit: Int) -> [String] {
        let words = text.split(separator: " ").map(String.init)
        return SentenceCut.pieces(count: words.count, limit: limit) { SentenceCut.strength(of: words[$0].utf8) }
            .map { words[$0].joined(separator: " ") }
    }

    @Test("a sentence within the limit stays whole")
    func whole() {
        #expect(pieces("a , b", limit: 3) == ["a , b"])
        #expect(SentenceCut.pieces(count: 0, limit: 3) { _ in 0 } == [0..<0])
    }

    @Test("the strongest mark wins, of equal ones that nearest to the middle")
    func marks() {
        #expect(pieces("a b , c d ; e f", limit: 6) == ["a b , c d ;", "e f"])
        #expect(pieces("a b ; c , d e f", limit: 6) == ["a b ;", "c , d e f"])
        #expect(pieces("a b , c , d e f", limit: 6) == ["a b ,", "c , d e f"])
        #expect(pieces("a b c d e f g h", limit: 4) == ["a b c d", "e f g h"])
    }

    @Test("a mark near an end does not cut off a scrap")
    func scraps() {
        #expect(pieces("a . b c d e f g h i j k", limit: 11) == ["a . b c d e", "f g h i j k"])
        #expect(pieces("a b c d e f g h i . k l", limit: 11) == ["a b c d e f", "g h i . k l"])
    }

    @Test("pieces are in order, within the limit, none too short, nothing is lost", arguments: [1, 2, 3, 7, 100])
    func properties(limit: Int) {
        var generator = SeededGenerator(seed: UInt64(limit))
        for count in [1, 2, 3, 9, 100, 1000] {
            let strengths = (0..<count).map { _ in Int.random(in: 0...9, using: &generator) == 0 ? 1 : 0 }
            let pieces = SentenceCut.pieces(count: count, limit: limit) { strengths[$0] }
            #expect(pieces.first?.lowerBound == 0 && pieces.last?.upperBound == count)
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
            #expect(pieces.allSatisfy { 1...limit ~= $0.count && ($0.count == count || 4 * $0.count >= limit - 3) })
        }
    }
}
