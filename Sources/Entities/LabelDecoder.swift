internal import Scoring

/// How labels are read off the logits of a sentence's words under one tag.
enum LabelDecoder: Sendable {
    /// Each word by itself.
    case softmax
    /// The sentence as a whole, its windows joined.
    case field(LabelField)

    /// The labels of a sentence's words.
    func labels(of words: [LabelLogits]) -> [BIOLabel] {
        switch self {
        case .softmax: words.map(\.label)
        case .field(let field): field.labels(of: words)
        }
    }

    /// The mentions that the labels describe, read as conlleval reads them, in order, each with the probability that
    /// exactly these words are a mention: that each has its label, and that the word behind the last does not carry the
    /// mention on.
    ///
    /// With softmax the words' labels are taken for independent; a field gives the exact probability of the chain.
    func mentions(in words: [LabelLogits]) -> [(words: Range<Int>, probability: Float)] {
        let labels = labels(of: words)
        let ranges = BIOLabel.mentions(in: labels)
        let probabilities =
            switch self {
            case .softmax: ranges.map { Self.probability(of: $0, in: words, labels) }
            case .field(let field): field.probabilities(of: ranges, labels: labels, words: words)
            }
        return Array(zip(ranges, probabilities))
    }

    private static func probability(of range: Range<Int>, in words: [LabelLogits], _ labels: [BIOLabel]) -> Float {
        let own = range.reduce(Float(1)) { $0 * words[$1].probability(of: labels[$1]) }
        guard range.upperBound < words.count else { return own }
        return own * (1 - words[range.upperBound].probability(of: .inside))
    }
}
