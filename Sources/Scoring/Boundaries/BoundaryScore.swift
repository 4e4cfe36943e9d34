public import Documents

/// How well sentences or tokens were found in running text, accumulated document by document.
///
/// A span is right when it begins and ends where a gold one does (Zeman et al. 2018, "Tokens" and "Sentences").
public struct BoundaryScore: MatchCounts, Sendable, Equatable {
    /// Number of gold spans.
    public private(set) var gold: Int
    /// Number of predicted spans.
    public private(set) var predicted: Int
    /// Number of predicted spans that are gold ones.
    public private(set) var correct: Int
    /// Number of documents.
    public private(set) var documents: Int
    /// Number of documents whose predicted spans are exactly the gold ones.
    public private(set) var wholeDocuments: Int

    /// The score of nothing.
    public init() {
        (gold, predicted, correct, documents, wholeDocuments) = (0, 0, 0, 0, 0)
    }

    /// Adds a document: its gold spans and the predicted ones, each in text order and without overlaps.
    public mutating func add(gold goldSpans: [TextSpan], predicted predictedSpans: [TextSpan]) {
        var others = predictedSpans[...]
        var found = 0
        for span in goldSpans {
            others = others.drop { $0.start < span.start }
            if others.first == span { found += 1 }
        }
        gold += goldSpans.count
        predicted += predictedSpans.count
        correct += found
        documents += 1
        if found == goldSpans.count && found == predictedSpans.count { wholeDocuments += 1 }
    }

    /// The score over the documents of both.
    public static func + (left: BoundaryScore, right: BoundaryScore) -> BoundaryScore {
        var sum = left
        sum.gold += right.gold
        sum.predicted += right.predicted
        sum.correct += right.correct
        sum.documents += right.documents
        sum.wholeDocuments += right.wholeDocuments
        return sum
    }

    /// Share of the documents without an error, in percent; 0 when there are none.
    public var wholeDocumentShare: Double { Percentage.of(wholeDocuments, in: documents) }
}
