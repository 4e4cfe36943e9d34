import Scoring
import TestSupport
import Testing

/// Labels from a string of B, I and O.
func labels(_ text: String) -> [BIOLabel] { text.compactMap { BIOLabel(rawValue: String($0)) } }

@Suite("BIO labels")
struct BIOLabelTests {
    @Test(
        "Mentions are cut as conlleval cuts them",
        arguments: [
            ("", []),
            ("OOO", []),
            ("B", [0..<1]),
            ("BII", [0..<3]),
            ("BIOBI", [0..<2, 3..<5]),
            ("BB", [0..<1, 1..<2]),
            ("BIBI", [0..<2, 2..<4]),
            ("I", [0..<1]),
            ("IIO", [0..<2]),
            ("OIIB", [1..<3, 3..<4]),
            ("OIOI", [1..<2, 3..<4]),
            ("OBO", [1..<2]),
        ] as [(String, [Range<Int>])]
    )
    func workedExamples(text: String, mentions: [Range<Int>]) {
        #expect(BIOLabel.mentions(in: labels(text)) == mentions)
    }

    @Test("A range is a mention exactly when it opens at its start, is carried on, and is not carried on behind it")
    func definition() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let sentence = randomLabels(count: Int.random(in: 0...9, using: &generator), using: &generator)
            #expect(BIOLabel.mentions(in: sentence) == mentionsByDefinition(in: sentence))
        }
    }

    @Test("Mentions written back as labels are found again")
    func roundTrip() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            let mentions = BIOLabel.mentions(in: randomLabels(count: 12, using: &generator))
            var written = [BIOLabel](repeating: .outside, count: 12)
            for mention in mentions {
                for word in mention { written[word] = word == mention.lowerBound ? .begin : .inside }
            }
            #expect(BIOLabel.mentions(in: written) == mentions)
        }
    }
}

/// Labels drawn at random.
func randomLabels(count: Int, using generator: inout SeededGenerator) -> [BIOLabel] {
    (0..<count).map { _ in BIOLabel.allCases.randomElement(using: &generator) ?? .outside }
}

/// The mentions by trying every range of words against the definition, without a running state.
func mentionsByDefinition(in labels: [BIOLabel]) -> [Range<Int>] {
    func opens(_ word: Int) -> Bool {
        labels[word] == .begin || (labels[word] == .inside && (word == 0 || labels[word - 1] == .outside))
    }
    var found: [Range<Int>] = []
    for start in labels.indices {
        for end in labels.indices where end >= start {
            let carriedOn = labels[start...end].dropFirst().allSatisfy { $0 == .inside }
            let ends = end + 1 == labels.count || labels[end + 1] != .inside
            if opens(start), carriedOn, ends { found.append(start..<(end + 1)) }
        }
    }
    return found
}
