internal import JSON

/// The scores of boundaries as they are printed: what `syntag evaluate sentences` and `tokens` give.
public struct BoundaryScoreReport: Sendable, Equatable, Codable {
    /// What was evaluated: "sentences" or "tokens".
    public var task: String
    /// Percent, rounded to two decimals.
    public var precision: Double
    /// Percent, rounded to two decimals.
    public var recall: Double
    /// Percent, rounded to two decimals.
    public var f1: Double
    /// Share of the documents without an error: percent, rounded to two decimals.
    public var wholeDocuments: Double
    /// Number of gold spans.
    public var gold: Int
    /// Number of predicted spans.
    public var predicted: Int
    /// Number of predicted spans with both boundaries right.
    public var correct: Int
    /// Number of documents.
    public var documents: Int

    private enum CodingKeys: String, CodingKey {
        case task, precision, recall, f1
        case wholeDocuments = "whole_documents"
        case gold, predicted, correct, documents
    }

    /// The report on a score.
    public init(task: String, score: BoundaryScore) {
        self.task = task
        precision = ReportFormat.percent(score.precision)
        recall = ReportFormat.percent(score.recall)
        f1 = ReportFormat.percent(score.f1)
        wholeDocuments = ReportFormat.percent(score.wholeDocumentShare)
        gold = score.gold
        predicted = score.predicted
        correct = score.correct
        documents = score.documents
    }

    /// The report as one line of JSON without the line end, keys in the order of the properties.
    public var json: String {
        "{\"task\":\(JSONText.quoted(task)),\"precision\":\(precision),\"recall\":\(recall),\"f1\":\(f1),"
            + "\"whole_documents\":\(wholeDocuments),\"gold\":\(gold),\"predicted\":\(predicted),"
            + "\"correct\":\(correct),\"documents\":\(documents)}"
    }
}
