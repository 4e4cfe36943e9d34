/// The scores of a parser as they are printed: what `syntag evaluate syntax --json` gives.
///
/// All shares are percent, rounded to two decimals. Measures of what the gold sentences do not have are nil, and null
/// in JSON: brackets where no trees were given.
public struct SyntaxScoreReport: Sendable, Equatable, Codable {
    /// Accuracy of the Penn Treebank parts of speech.
    public var xpos: Double
    /// Accuracy of the universal parts of speech.
    public var upos: Double
    /// Unlabelled attachment over all tokens.
    public var uas: Double?
    /// Labelled attachment over all tokens, subtypes of relations included.
    public var las: Double?
    /// Unlabelled attachment over the tokens that are no punctuation.
    public var uasWithoutPunctuation: Double?
    /// Labelled attachment over the tokens that are no punctuation.
    public var lasWithoutPunctuation: Double?
    /// Precision of labelled brackets.
    public var bracketPrecision: Double?
    /// Recall of labelled brackets.
    public var bracketRecall: Double?
    /// F1 of labelled brackets.
    public var bracketF1: Double?
    /// Number of sentences.
    public var sentences: Int
    /// Number of tokens.
    public var tokens: Int

    private enum CodingKeys: String, CodingKey {
        case xpos, upos, uas, las
        case uasWithoutPunctuation = "uas_without_punctuation"
        case lasWithoutPunctuation = "las_without_punctuation"
        case bracketPrecision = "bracket_precision"
        case bracketRecall = "bracket_recall"
        case bracketF1 = "bracket_f1"
        case sentences, tokens
    }

    /// The report on a score.
    public init(_ score: SyntaxScore) {
        xpos = ReportFormat.percent(score.xpos.percentage)
        upos = ReportFormat.percent(score.upos.percentage)
        let attachment = score.attachment
        if attachment.unlabelled.count > 0 {
            uas = ReportFormat.percent(attachment.unlabelled.percentage)
            las = ReportFormat.percent(attachment.labelled.percentage)
            uasWithoutPunctuation = ReportFormat.percent(attachment.unlabelledWithoutPunctuation.percentage)
            lasWithoutPunctuation = ReportFormat.percent(attachment.labelledWithoutPunctuation.percentage)
        }
        if score.brackets.exact.count > 0 {
            bracketPrecision = ReportFormat.percent(score.brackets.precision)
            bracketRecall = ReportFormat.percent(score.brackets.recall)
            bracketF1 = ReportFormat.percent(score.brackets.f1)
        }
        sentences = score.sentences
        tokens = score.tokens
    }

    /// The report as one line of JSON without the line end, keys in the order of the properties.
    public var json: String {
        let shares = measures.map { measure in
            "\"\(measure.key.rawValue)\":\(measure.value.map { "\($0)" } ?? "null")"
        }
        return "{" + shares.joined(separator: ",") + ",\"sentences\":\(sentences),\"tokens\":\(tokens)}"
    }

    /// The rows of a table for people, the head first: measure and percent; what was not measured has none.
    public var table: [[String]] {
        [["measure", "percent"]] + measures.map { [$0.name, $0.value.map(ReportFormat.decimals) ?? "-"] }
    }

    private var measures: [(key: CodingKeys, name: String, value: Double?)] {
        [
            (.xpos, "XPOS", xpos), (.upos, "UPOS", upos), (.uas, "UAS", uas), (.las, "LAS", las),
            (.uasWithoutPunctuation, "UAS without punctuation", uasWithoutPunctuation),
            (.lasWithoutPunctuation, "LAS without punctuation", lasWithoutPunctuation),
            (.bracketPrecision, "bracket precision", bracketPrecision),
            (.bracketRecall, "bracket recall", bracketRecall), (.bracketF1, "bracket F1", bracketF1),
        ]
    }
}
