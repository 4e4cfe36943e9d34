import Documents
import Scoring
import Sentences
import Treebanks

/// Scores a segmenter on running text.
struct BoundaryEvaluator {
    /// What is scored.
    let segmenter: Segmenter
    /// Sentences of all documents so far.
    private(set) var sentences = BoundaryScore()
    /// Tokens of all documents so far, of whatever sentences.
    private(set) var tokens = BoundaryScore()

    /// Starts with no document.
    init(segmenter: Segmenter) { self.segmenter = segmenter }

    /// Splits a document's text and compares its sentences and tokens with the gold ones.
    ///
    /// The segmenter is given the paragraphs as passages, the first as the title.
    mutating func add(_ gold: AlignedDocument) {
        let passages = gold.paragraphs.enumerated().map { number, span in
            Passage(kind: number == 0 ? .title : .abstract, span: span)
        }
        let citation = Citation(pmid: gold.identifier, source: .init(file: gold.identifier, position: 1))
        var document = Document(citation: citation, text: gold.text, passages: passages)
        segmenter.segment(&document)
        sentences.add(gold: gold.sentences.map(\.span), predicted: document.sentences.map(\.span))
        tokens.add(
            gold: gold.sentences.flatMap(\.tokens), predicted: document.sentences.flatMap { $0.tokens.map(\.span) })
    }
}

extension BoundaryScoreReport {
    /// The report as a table for people.
    var table: [String] {
        let percents = [precision, recall, f1, wholeDocuments].map { Format.decimal($0, places: 2) }
        let counts = [gold, predicted, correct, documents].map { Format.count($0) }
        return Table(
            head: ["", "precision", "recall", "F1", "whole documents", "gold", "predicted", "correct", "documents"],
            rows: [[task] + percents + counts]
        ).lines
    }
}
