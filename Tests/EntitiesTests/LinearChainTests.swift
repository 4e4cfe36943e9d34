import Glibc
import Scoring
import Tensors
import TestSupport
import Testing

@testable import Entities

@Suite("Labels as a chain")
struct LinearChainTests {
    /// A field and a sentence's logits by chance.
    private func random(
        words: Int, _ generator: inout SeededGenerator
    ) -> (field: LabelField, score: ([BIOLabel]) -> Double, words: [LabelLogits]) {
        func row() -> [Float] { (0..<3).map { _ in Float.random(in: -3...3, using: &generator) } }
        let (start, transitions, end) = (row(), [row(), row(), row()], row())
        let logits = (0..<words).map { _ in
            let row = row()
            return LabelLogits(begin: row[0], inside: row[1], outside: row[2])
        }
        func number(_ label: BIOLabel) -> Int { BIOLabel.allCases.firstIndex(of: label) ?? 0 }
        func score(_ labels: [BIOLabel]) -> Double {
            var score = Double(start[number(labels[0])] + end[number(labels[labels.count - 1])])
            for (place, label) in labels.enumerated() {
                let word = logits[place]
                score += Double([word.begin, word.inside, word.outside][number(label)])
                if place > 0 { score += Double(transitions[number(labels[place - 1])][number(label)]) }
            }
            return score
        }
        return (LabelField(start: start, transitions: transitions, end: end), score, logits)
    }

    private func labellings(_ words: Int) -> [[BIOLabel]] {
        (0..<words).reduce([[]]) { ways, _ in ways.flatMap { way in BIOLabel.allCases.map { way + [$0] } } }
    }

    @Test("the best labels and the mentions' probabilities are those of all labellings counted out", arguments: 1...6)
    func counted(words: Int) {
        var generator = SeededGenerator(seed: UInt64(words))
        for _ in 0..<8 {
            let (field, score, logits) = random(words: words, &generator)
            let ways = labellings(words), decoder = LabelDecoder.field(field)
            let labels = decoder.labels(of: logits)
            #expect(abs(score(labels) - (ways.map(score).max() ?? 0)) < 1e-5)
            let whole = ways.reduce(0) { $0 + exp(score($1)) }
            let mentions = decoder.mentions(in: logits)
            #expect(mentions.map(\.words) == BIOLabel.mentions(in: labels))
            for (range, probability) in mentions {
                let same = ways.filter { way in
                    way[range] == labels[range] && (range.upperBound == words || way[range.upperBound] != .inside)
                }
                let expected = same.reduce(0) { $0 + exp(score($1)) } / whole
                #expect(abs(Double(probability) - expected) < 1e-5)
            }
        }
    }

    @Test("a field that says nothing is a softmax")
    func flat() {
        var generator = SeededGenerator(seed: 7)
        let zeros: [Float] = [0, 0, 0]
        let flat = LabelDecoder.field(LabelField(start: zeros, transitions: [zeros, zeros, zeros], end: zeros))
        for _ in 0..<20 {
            let words = random(words: 12, &generator).words
            #expect(flat.labels(of: words) == LabelDecoder.softmax.labels(of: words))
            let pairs = zip(flat.mentions(in: words), LabelDecoder.softmax.mentions(in: words))
            for (one, other) in pairs { #expect(abs(one.probability - other.probability) < 1e-5) }
        }
        #expect(flat.labels(of: []).isEmpty && flat.mentions(in: []).isEmpty)
    }

    @Test("transitions decide where logits do not, and a label order of its own is put right")
    func order() throws {
        // O, B, I: never I behind O, always I behind B.
        let tensors = [
            Weights("crf.start_transitions", shape: [3], numbers: [1, 0, -9]),
            Weights("crf.transitions", shape: [3, 3], numbers: [0, 0, -9, -9, -9, 0, 0, 0, 0]),
            Weights("crf.end_transitions", shape: [3], numbers: [0, 0, 0]),
        ]
        let file = try SafetensorsFile(contents: SafetensorsFile.bytes(of: tensors), name: "field")
        let field = try LabelField(weights: file, labels: [.outside, .begin, .inside])
        let unsure = LabelLogits(begin: 0, inside: 0.5, outside: 0)
        let begins = LabelLogits(begin: 5, inside: 0, outside: 0)
        #expect(field.labels(of: [unsure, begins, unsure]) == [.outside, .begin, .inside])
        #expect(LabelDecoder.softmax.labels(of: [unsure, begins, unsure]) == [.inside, .begin, .inside])
    }
}
