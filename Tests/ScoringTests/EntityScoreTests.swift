import Foundation
import Scoring
import TestSupport
import Testing

@Suite("Entity scores")
struct EntityScoreTests {
    @Test(
        "Worked examples: gold, predicted and correct mentions",
        arguments: [
            ("BIIO", "BIIO", 1, 1, 1),
            ("BIIO", "BIOO", 1, 1, 0),
            ("BIIO", "OBIO", 1, 1, 0),
            ("BIOB", "BIOO", 2, 1, 1),
            ("BIBI", "BIII", 2, 1, 0),
            ("BIOO", "IIOO", 1, 1, 1),
            ("OBIO", "OIIO", 1, 1, 1),
            ("BBOO", "BIOO", 2, 1, 0),
            ("OOOO", "BOBO", 0, 2, 0),
            ("BOBO", "OOOO", 2, 0, 0),
            ("", "", 0, 0, 0),
        ]
    )
    func workedExamples(gold: String, predicted: String, goldCount: Int, predictedCount: Int, correct: Int) {
        var score = EntityScore()
        score.add(gold: labels(gold), predicted: labels(predicted))
        #expect(score == EntityScore(gold: goldCount, predicted: predictedCount, correct: correct))
    }

    @Test("Percentages of a worked example")
    func percentages() {
        let score = EntityScore(gold: 3061, predicted: 3204, correct: 2337)
        #expect(abs(score.precision - 72.940) < 0.001)
        #expect(abs(score.recall - 76.348) < 0.001)
        #expect(abs(score.f1 - 74.605) < 0.001)
    }

    @Test("F1 is the harmonic mean of precision and recall")
    func harmonicMean() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<100 {
            let correct = Int.random(in: 1...50, using: &generator)
            let score = EntityScore(
                gold: correct + Int.random(in: 0...50, using: &generator),
                predicted: correct + Int.random(in: 0...50, using: &generator),
                correct: correct
            )
            let mean = 2 / (1 / score.precision + 1 / score.recall)
            #expect(abs(score.f1 - mean) < 1e-9)
        }
    }

    @Test(
        "A ratio over nothing is 0",
        arguments: [EntityScore(), EntityScore(gold: 4), EntityScore(predicted: 4), EntityScore(gold: 2, predicted: 2)]
    )
    func zero(score: EntityScore) {
        #expect(score.precision == 0)
        #expect(score.recall == 0)
        #expect(score.f1 == 0)
    }

    @Test("Counts agree with a brute-force count on random sentences, however they are summed up")
    func bruteForce() {
        var generator = SeededGenerator(seed: 22)
        var running = EntityScore()
        var summed = EntityScore()
        var counts = (gold: 0, predicted: 0, correct: 0)
        for _ in 0..<400 {
            let length = Int.random(in: 0...8, using: &generator)
            let gold = randomLabels(count: length, using: &generator)
            let predicted = randomLabels(count: length, using: &generator)
            running.add(gold: gold, predicted: predicted)
            var single = EntityScore()
            single.add(gold: gold, predicted: predicted)
            summed = summed + single
            let goldMentions = mentionsByDefinition(in: gold)
            let predictedMentions = mentionsByDefinition(in: predicted)
            counts.gold += goldMentions.count
            counts.predicted += predictedMentions.count
            counts.correct += predictedMentions.filter { goldMentions.contains($0) }.count
        }
        #expect(counts.correct > 100)
        #expect(running == EntityScore(gold: counts.gold, predicted: counts.predicted, correct: counts.correct))
        #expect(summed == running)
    }

    @Test("The report is one line of JSON with the keys of the contract, in order")
    func report() {
        let report = EntityScoreReport(tag: "BC2GM", score: EntityScore(gold: 3061, predicted: 3204, correct: 2337))
        #expect(
            report.json == """
                {"task":"entities","tag":"BC2GM","precision":72.94,"recall":76.35,"f1":74.6,\
                "gold":3061,"predicted":3204,"correct":2337}
                """
        )
    }

    @Test("The JSON reads back as the same report, whatever the tag's name", arguments: ["BC2GM", "a\"b\\c\n\u{1}é"])
    func readBack(tag: String) throws {
        let report = EntityScoreReport(tag: tag, score: EntityScore(gold: 3, predicted: 7, correct: 2))
        #expect(try JSONDecoder().decode(EntityScoreReport.self, from: Data(report.json.utf8)) == report)
    }
}
