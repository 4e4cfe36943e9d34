import Documents
import Glibc
import Scoring
import TestSupport
import Testing

@testable import Entities

@Suite("Mentions")
struct MentionTests {
    /// A word whose label has the given probability and whose other labels share the rest.
    func word(_ label: BIOLabel, _ probability: Float) -> LabelLogits {
        let other = logf((1 - probability) / 2)
        let logit = { (candidate: BIOLabel) in candidate == label ? logf(probability) : other }
        return LabelLogits(begin: logit(.begin), inside: logit(.inside), outside: logit(.outside))
    }

    @Test("Probabilities are the softmax of the logits, also of large ones")
    func softmax() {
        let word = LabelLogits(begin: 1, inside: 2, outside: 3)
        #expect(abs(word.probability(of: .begin) - 0.09003) < 1e-5)
        #expect(abs(word.probability(of: .inside) - 0.24473) < 1e-5)
        #expect(abs(word.probability(of: .outside) - 0.66524) < 1e-5)
        let large = LabelLogits(begin: 1000, inside: -1000, outside: 1000)
        #expect(BIOLabel.allCases.map { large.probability(of: $0) } == [0.5, 0, 0.5])
    }

    @Test(
        "The most probable label wins, the first of B, I, O among equals",
        arguments: [
            (LabelLogits(begin: 3, inside: 1, outside: 2), BIOLabel.begin),
            (LabelLogits(begin: 1, inside: 3, outside: 2), .inside),
            (LabelLogits(begin: 1, inside: 2, outside: 3), .outside),
            (LabelLogits(begin: 2, inside: 2, outside: 1), .begin),
            (LabelLogits(begin: 1, inside: 2, outside: 2), .inside),
            (LabelLogits(begin: 2, inside: 1, outside: 2), .begin),
            (LabelLogits(), .begin),
        ]
    )
    func argmax(logits: LabelLogits, label: BIOLabel) {
        #expect(logits.label == label)
    }

    @Test("A mention's score is the probability of its words' labels and of its end, in four decimals")
    func decode() {
        let sentence = [
            word(.outside, 0.9), word(.begin, 0.8), word(.inside, 0.7), word(.begin, 0.96), word(.outside, 0.4),
            word(.inside, 0.6),
        ]
        let mentions = Mention.decode(sentence, by: .softmax, type: .gene, tag: 3)
        #expect(mentions.map(\.words) == [1..<3, 3..<4, 5..<6])
        #expect(mentions.allSatisfy { $0.type == .gene && $0.tag == 3 })
        // 0.8 * 0.7 * (1 - 0.02), 0.96 * (1 - 0.3), and 0.6 at the end of the sentence.
        #expect(mentions.map(\.score) == [0.5488, 0.672, 0.6])
        #expect(Mention.decode([], by: .softmax, type: .gene, tag: 0).isEmpty)
    }

    @Test("Scores are multiples of 1/10,000 from 0 to 1")
    func rounding() {
        var generator = SeededGenerator(seed: 32)
        for _ in 0..<50 {
            let sentence = (0..<20).map { _ in
                LabelLogits(
                    begin: Float.random(in: -9...9, using: &generator),
                    inside: Float.random(in: -9...9, using: &generator),
                    outside: Float.random(in: -9...9, using: &generator))
            }
            for mention in Mention.decode(sentence, by: .softmax, type: .gene, tag: 0) {
                #expect(mention.score >= 0 && mention.score <= 1)
                #expect((mention.score * 10_000).rounded() / 10_000 == mention.score)
            }
        }
    }

    @Test("Of one span under two tags the surer one stands, the earlier tag among equals")
    func sameSpan() {
        let first = Mention(words: 1..<3, type: .gene, tag: 0, score: 0.8)
        let second = Mention(words: 1..<3, type: .gene, tag: 1, score: 0.9)
        #expect(Mention.settled([first, second]) == [second])
        #expect(Mention.settled([second, first]) == [second])
        var equal = second
        equal.score = first.score
        #expect(Mention.settled([equal, first]) == [first])
    }

    @Test("Of overlapping mentions of one type the surer one stands and makes room for those it does not touch")
    func overlap() {
        let long = Mention(words: 1..<5, type: .disease, tag: 0, score: 0.7)
        let left = Mention(words: 0..<2, type: .disease, tag: 1, score: 0.8)
        let right = Mention(words: 3..<4, type: .disease, tag: 1, score: 0.6)
        #expect(Mention.settled([long, left, right]) == [left, right])
        var sure = long
        sure.score = 0.85
        #expect(Mention.settled([left, right, sure]) == [sure])
    }

    @Test("Types do not touch each other; the order is by span, then by type")
    func types() {
        let mentions = [
            Mention(words: 2..<3, type: .species, tag: 2, score: 0.9),
            Mention(words: 2..<3, type: .disease, tag: 1, score: 0.5),
            Mention(words: 2..<4, type: .chemical, tag: 3, score: 0.99),
            Mention(words: 0..<1, type: .species, tag: 2, score: 0.4),
        ]
        #expect(Mention.settled(mentions) == [mentions[3], mentions[1], mentions[0], mentions[2]])
    }

    @Test("What stands never overlaps within a type, covers what falls, and does not depend on the order given")
    func properties() {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<300 {
            let mentions = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                let start = Int.random(in: 0...9, using: &generator)
                return Mention(
                    words: start..<(start + Int.random(in: 1...4, using: &generator)),
                    type: EntityType.allCases.randomElement(using: &generator) ?? .gene,
                    tag: Int.random(in: 0...2, using: &generator),
                    score: Float(Int.random(in: 1...5, using: &generator)) / 5
                )
            }
            let standing = Mention.settled(mentions)
            for (number, mention) in standing.enumerated() {
                let rest = standing[(number + 1)...]
                #expect(!rest.contains { $0.type == mention.type && $0.words.overlaps(mention.words) })
            }
            for mention in mentions where !standing.contains(mention) {
                #expect(
                    standing.contains {
                        $0.type == mention.type && $0.words.overlaps(mention.words) && $0.score >= mention.score
                    })
            }
            #expect(Mention.settled(mentions.shuffled(using: &generator)).map(\.words) == standing.map(\.words))
        }
    }
}
