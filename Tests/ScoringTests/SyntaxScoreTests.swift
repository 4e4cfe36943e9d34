import Documents
import Foundation
import Scoring
import TestSupport
import Testing
import Treebanks

@Suite("Syntax scores")
struct SyntaxScoreTests {
    @Test("Relations count with their subtypes, and punctuation is that of the gold relation")
    func workedExample() {
        let gold = DependencyTree(heads: [2, 0, 2, 2], relations: ["nsubj:pass", "root", "punct", "obl"])
        let predicted = DependencyTree(heads: [2, 0, 4, 2], relations: ["nsubj", "root", "punct", "punct"])
        var score = AttachmentScore()
        score.add(gold: gold, predicted: predicted)
        #expect(score.unlabelled == Accuracy(count: 4, correct: 3))
        #expect(score.labelled == Accuracy(count: 4, correct: 1))
        #expect(score.unlabelledWithoutPunctuation == Accuracy(count: 3, correct: 3))
        #expect(score.labelledWithoutPunctuation == Accuracy(count: 3, correct: 1))
    }

    @Test("Parts of speech and attachment agree with the CoNLL 2018 script, however they are summed up")
    func attachmentReference() throws {
        var sum = SyntaxScore()
        var expected: [String: Int] = [:]
        var plain = [0, 0, 0]
        for (number, sample) in try ScoringReference.read().attachments.enumerated() {
            var score = SyntaxScore()
            score.add(gold: Self.syntax(sample.gold), predicted: Self.syntax(sample.predicted))
            let found = [
                "XPOS": score.xpos.correct, "UPOS": score.upos.correct,
                "UAS": score.attachment.unlabelled.correct, "LAS": score.attachment.labelled.correct,
            ]
            #expect(found == sample.correct, "sample \(number)")
            #expect(score.tokens == sample.gold.count && score.attachment.labelled.count == sample.gold.count)
            sum = sum + score
            expected.merge(sample.correct) { $0 + $1 }
            for (word, other) in zip(sample.gold, sample.predicted) where word.relation != "punct" {
                plain[0] += 1
                if word.head != other.head { continue }
                plain[1] += 1
                plain[2] += word.relation == other.relation ? 1 : 0
            }
        }
        #expect(sum.sentences == 40)
        #expect(sum.attachment.labelled.correct == expected["LAS"] && sum.xpos.correct == expected["XPOS"])
        #expect(sum.attachment.unlabelledWithoutPunctuation == Accuracy(count: plain[0], correct: plain[1]))
        #expect(sum.attachment.labelledWithoutPunctuation == Accuracy(count: plain[0], correct: plain[2]))
    }

    @Test("Brackets agree with supar's count under the parameters of EVALB, however they are summed up")
    func bracketReference() throws {
        var sum = BracketScore()
        var counts = [0, 0, 0]
        for (number, sample) in try ScoringReference.read().brackets.enumerated() {
            let score = try score(sample.gold, sample.predicted)
            #expect(ScoringReference.counts(score) == sample.counts, "sample \(number)")
            sum = sum + score
            for place in counts.indices { counts[place] += sample.counts[place] }
        }
        #expect(ScoringReference.counts(sum) == counts)
        #expect(sum.exact.count == 80)
    }

    @Test(
        "What EVALB makes of brackets: gold, predicted and correct ones",
        arguments: [
            // The root bracket, and what covers punctuation only, do not count.
            ("(S1 (S (NP (NN a)) (. .)))", "(S1 (S (NP (NN a)) (NP (. .))))", 2, 2, 2),
            // Punctuation is left out before the ends are compared; brackets and hyphens are words.
            ("(S1 (S (NP (NN a) (, ,)) (VP (VB b))))", "(S1 (S (NP (NN a)) (, ,) (VP (VB b))))", 3, 3, 3),
            ("(S (NP (NN a) (-LRB- -LRB-)) (VP (VB b)))", "(S (NP (NN a)) (-LRB- -LRB-) (VP (VB b)))", 3, 3, 2),
            // ADVP and PRT are the same; a label must be right.
            ("(S (ADVP (RB a)) (NP (NN b)))", "(S (PRT (RB a)) (VP (NN b)))", 3, 3, 2),
            // What occurs twice counts twice.
            ("(S (NP (NP (NN a))) (VB b))", "(S (NP (NN a)) (VB b))", 3, 2, 2),
            ("(S (NP (NN a)) (VB b))", "(S (NP (NP (NP (NN a)))) (VB b))", 2, 4, 2),
        ]
    )
    func bracketExamples(gold: String, predicted: String, goldCount: Int, predictedCount: Int, correct: Int) throws {
        let score = try score(gold, predicted)
        #expect(ScoringReference.counts(score) == [goldCount, predictedCount, correct])
        #expect(score.exact == Accuracy(count: 1, correct: goldCount == predictedCount && goldCount == correct ? 1 : 0))
    }

    @Test("Function tags are cut, and the gold parts of speech say what punctuation is")
    func labels() throws {
        let gold = try BracketReader.trees(
            bytes: Array("(S (NP-SBJ=2 (NN a) (, ,)) (VP (VB b)))".utf8), file: "gold", style: .asWritten)[0]
        let predicted = try BracketReader.trees(bytes: Array("(S (NP (NN a)) (NN ,) (VP (VB b)))".utf8), file: "p")[0]
        var score = BracketScore()
        score.add(gold: gold.constituents, predicted: predicted.constituents, tags: gold.tags)
        #expect(ScoringReference.counts(score) == [3, 3, 3])
    }

    @Test("The report is one line of JSON with the keys of the contract, in order, and reads back")
    func report() throws {
        let report = SyntaxScoreReport(example(constituents: true))
        #expect(
            report.json == """
                {"xpos":66.67,"upos":100.0,"uas":100.0,"las":66.67,"uas_without_punctuation":100.0,\
                "las_without_punctuation":50.0,"bracket_precision":100.0,"bracket_recall":50.0,"bracket_f1":66.67,\
                "sentences":1,"tokens":3}
                """)
        #expect(try JSONDecoder().decode(SyntaxScoreReport.self, from: Data(report.json.utf8)) == report)
        #expect(
            report.table.map { $0.joined(separator: " ") }.prefix(4) == [
                "measure percent", "XPOS 66.67", "UPOS 100.00", "UAS 100.00",
            ])
        #expect(report.table.last == ["bracket F1", "66.67"])
    }

    @Test("What the gold sentences do not have is null, and a dash for people")
    func withoutTrees() throws {
        let report = SyntaxScoreReport(example(constituents: false))
        #expect(report.json.contains("\"bracket_precision\":null,\"bracket_recall\":null,\"bracket_f1\":null"))
        #expect(report.table.last == ["bracket F1", "-"])
        #expect(try JSONDecoder().decode(SyntaxScoreReport.self, from: Data(report.json.utf8)) == report)
    }

    @Test("Trees that a parser did not give are missed whole")
    func missing() {
        let gold = SentenceSyntax(
            xpos: ["NN"], upos: ["NOUN"], dependencies: DependencyTree(heads: [0], relations: ["root"]),
            constituents: ConstituencyTree(constituents: [.init(label: "NP", first: 0, last: 0)]))
        var score = SyntaxScore()
        score.add(
            gold: gold, predicted: SentenceSyntax(Sentence(span: TextSpan(0, 1), tokens: [Token(span: TextSpan(0, 1))]))
        )
        #expect(score.xpos == Accuracy(count: 1) && score.attachment.unlabelled == Accuracy(count: 1))
        #expect(score.brackets.gold == 1 && score.brackets.predicted == 0 && score.brackets.recall == 0)
    }

    private func example(constituents: Bool) -> SyntaxScore {
        let tree = ConstituencyTree(
            constituents: [.init(label: "S", first: 0, last: 2), .init(label: "NP", first: 0, last: 0)])
        let gold = SentenceSyntax(
            xpos: ["NN", "VB", "."], upos: ["NOUN", "VERB", "PUNCT"],
            dependencies: DependencyTree(heads: [2, 0, 2], relations: ["nsubj", "root", "punct"]),
            constituents: constituents ? tree : nil)
        let predicted = SentenceSyntax(
            xpos: ["NNS", "VB", "."], upos: ["NOUN", "VERB", "PUNCT"],
            dependencies: DependencyTree(heads: [2, 0, 2], relations: ["obj", "root", "punct"]),
            constituents: ConstituencyTree(constituents: [.init(label: "S", first: 0, last: 2)]))
        var score = SyntaxScore()
        score.add(gold: gold, predicted: predicted)
        return score
    }

    private func score(_ gold: String, _ predicted: String) throws -> BracketScore {
        let trees = try [gold, predicted].map { text in
            try #require(try BracketReader.trees(bytes: Array(text.utf8), file: "example").first)
        }
        var score = BracketScore()
        score.add(gold: trees[0].constituents, predicted: trees[1].constituents, tags: trees[0].tags)
        return score
    }

    private static func syntax(_ words: [ScoringReference.Word]) -> SentenceSyntax {
        SentenceSyntax(
            xpos: words.map(\.xpos), upos: words.map(\.upos),
            dependencies: DependencyTree(heads: words.map(\.head), relations: words.map(\.relation)))
    }
}
