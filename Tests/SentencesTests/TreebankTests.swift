import Documents
import Foundation
import Scoring
import Sentences
import TestSupport
import Testing
import Treebanks

/// Measures on the dev parts of GENIA and CRAFT, so that a change that loses on real text is seen.
@Suite(.enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
struct TreebankTests {
    private let treebank: String
    private let model: BoundaryModel

    init() throws {
        treebank = try #require(Fixtures.shared).appendingPathComponent("data/treebank").path
        model = try EmbeddedModel.load()
    }

    /// The scores of sentences and tokens on running text.
    private func scores(
        _ documents: [AlignedDocument], _ splitter: some SentenceSplitter, _ tokenizer: some WordTokenizer
    ) -> (sentences: BoundaryScore, tokens: BoundaryScore) {
        var scores = (sentences: BoundaryScore(), tokens: BoundaryScore())
        for document in documents {
            let bytes = Array(document.text.utf8)
            let found = document.paragraphs.flatMap { splitter.sentences(in: bytes.span, passage: $0) }
            let tokens = found.flatMap { tokenizer.tokens(in: bytes.span, sentence: $0) }
            scores.sentences.add(gold: document.sentences.map(\.span), predicted: found)
            scores.tokens.add(gold: document.sentences.flatMap(\.tokens), predicted: tokens)
        }
        return scores
    }

    @Test func genia() throws {
        let documents = try AlignedDocument.documents(
            conllu: "\(treebank)/genia/dev.conllu", texts: "\(treebank)/genia/raw/dev")
        #expect(documents.count == 148)
        let tokenizer = try #require(TrainedWordTokenizer(model, style: .genia))
        let trained = scores(documents, TrainedSentenceSplitter(model), tokenizer)
        #expect(trained.sentences.f1 > 99.85 && trained.sentences.wholeDocumentShare > 99, "\(trained.sentences)")
        #expect(trained.tokens.f1 > 99.82, "\(trained.tokens)")
        let rules = scores(documents, RuleSentenceSplitter(), RuleWordTokenizer())
        #expect(rules.sentences.f1 > 99.85 && rules.sentences.wholeDocumentShare > 99, "\(rules.sentences)")
        #expect(rules.sentences.f1 <= trained.sentences.f1)
    }

    @Test func craft() throws {
        let folder = "\(treebank)/craft/conllu/dev"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let documents = try files.flatMap {
            try AlignedDocument.documents(conllu: "\(folder)/\($0)", texts: "\(treebank)/craft/txt/dev")
        }
        #expect(documents.count == 7)
        let tokenizer = try #require(TrainedWordTokenizer(model, style: .craft))
        let trained = scores(documents, TrainedSentenceSplitter(model), tokenizer)
        #expect(trained.sentences.f1 > 99.85, "\(trained.sentences)")
        #expect(trained.tokens.f1 > 99.9, "\(trained.tokens)")
        let rules = scores(documents, RuleSentenceSplitter(), RuleWordTokenizer())
        #expect(rules.sentences.f1 > 99 && rules.tokens.f1 > 99.88, "\(rules.sentences) \(rules.tokens)")
        #expect(rules.sentences.f1 < trained.sentences.f1 && rules.tokens.f1 < trained.tokens.f1)
    }
}
