import Documents
import Foundation
import Scoring
import TestSupport
import Testing

@Suite("Boundary scores")
struct BoundaryScoreTests {
    @Test("A worked example: one sentence split in two, one whole document")
    func workedExample() {
        var score = BoundaryScore()
        score.add(
            gold: [TextSpan(0, 9), TextSpan(10, 30)], predicted: [TextSpan(0, 9), TextSpan(10, 14), TextSpan(15, 30)])
        score.add(gold: [TextSpan(0, 5)], predicted: [TextSpan(0, 5)])
        #expect(score.gold == 3 && score.predicted == 4 && score.correct == 2)
        #expect(score.precision == 50)
        #expect(abs(score.recall - 66.667) < 0.001)
        #expect(abs(score.f1 - 57.143) < 0.001)
        #expect(score.documents == 2 && score.wholeDocuments == 1 && score.wholeDocumentShare == 50)
    }

    @Test("Both ends must be right, and a predicted document must be no longer than its gold one")
    func strict() {
        var score = BoundaryScore()
        score.add(gold: [TextSpan(0, 4), TextSpan(4, 8)], predicted: [TextSpan(0, 3), TextSpan(5, 8)])
        #expect(score.correct == 0)
        score = BoundaryScore()
        score.add(gold: [TextSpan(0, 4)], predicted: [TextSpan(0, 4), TextSpan(5, 6)])
        #expect(score.correct == 1 && score.wholeDocuments == 0)
        score = BoundaryScore()
        score.add(gold: [], predicted: [])
        #expect(score.wholeDocumentShare == 100 && score.f1 == 0)
        #expect(BoundaryScore().wholeDocumentShare == 0)
    }

    @Test("Tokens and sentences agree with the CoNLL 2018 script, however they are summed up")
    func reference() throws {
        var sum = BoundaryScore()
        var counts = [0, 0, 0]
        for (number, sample) in try ScoringReference.read().boundaries.enumerated() {
            var tokens = BoundaryScore()
            tokens.add(gold: sample.gold.flatMap(Self.spans), predicted: sample.predicted.flatMap(Self.spans))
            #expect(ScoringReference.counts(tokens) == sample.tokens, "sample \(number)")
            var sentences = BoundaryScore()
            sentences.add(gold: sample.gold.map(Self.span), predicted: sample.predicted.map(Self.span))
            #expect(ScoringReference.counts(sentences) == sample.sentences, "sample \(number)")
            sum = sum + tokens
            for place in counts.indices { counts[place] += sample.tokens[place] }
        }
        #expect(ScoringReference.counts(sum) == counts)
        #expect(sum.documents == 40 && sum.wholeDocuments > 0 && sum.wholeDocuments < 40)
    }

    @Test("The report is one line of JSON with its keys in order, and reads back")
    func report() throws {
        var score = BoundaryScore()
        score.add(gold: [TextSpan(0, 4), TextSpan(4, 8), TextSpan(9, 12)], predicted: [TextSpan(0, 4)])
        let report = BoundaryScoreReport(task: "tokens", score: score)
        #expect(
            report.json == """
                {"task":"tokens","precision":100.0,"recall":33.33,"f1":50.0,"whole_documents":0.0,\
                "gold":3,"predicted":1,"correct":1,"documents":1}
                """)
        #expect(try JSONDecoder().decode(BoundaryScoreReport.self, from: Data(report.json.utf8)) == report)
    }

    private static func spans(_ sentence: [[Int]]) -> [TextSpan] { sentence.map { TextSpan($0[0], $0[1]) } }

    private static func span(_ sentence: [[Int]]) -> TextSpan {
        TextSpan(sentence[0][0], sentence[sentence.count - 1][1])
    }
}
