internal import Documents
internal import Scoring

/// An entity found in a sentence under one tag, before its place in the text is known.
struct Mention: Equatable {
    /// Numbers of its words in the sentence; never empty.
    var words: Range<Int>
    /// What kind of thing is mentioned.
    var type: EntityType
    /// Number of the tag it was found under, in the tagger's order of tags.
    var tag: Int
    /// Confidence, 0 to 1, a multiple of 1/10,000.
    var score: Float
}

extension Mention {
    /// The mentions that a sentence's words have under one tag, in order.
    ///
    /// Every word takes its most probable label; labels are read as conlleval reads them.
    static func decode(_ words: [LabelLogits], type: EntityType, tag: Int) -> [Mention] {
        let labels = words.map(\.label)
        return BIOLabel.mentions(in: labels).map { range in
            Mention(words: range, type: type, tag: tag, score: score(of: range, in: words, labels))
        }
    }

    /// The probability that exactly these words are a mention, taking the words' labels for independent: that each has
    /// its label, and that the word behind the last does not carry the mention on.
    ///
    /// On four devel sets this says best how often a mention is right, both boundaries counted (Brier score 0.108,
    /// calibration error 2.2%; the smallest of the words' probabilities: 0.118 and 7.2%, their mean: 0.126 and 9.5%). It
    /// is rounded to four decimals so that the last bits of a product, which differ between kernels, neither show nor
    /// decide between two mentions.
    private static func score(of range: Range<Int>, in words: [LabelLogits], _ labels: [BIOLabel]) -> Float {
        var score = range.reduce(Float(1)) { $0 * words[$1].probability(of: labels[$1]) }
        if range.upperBound < words.count {
            score *= 1 - words[range.upperBound].probability(of: .inside)
        }
        return (score * 10_000).rounded() / 10_000
    }

    /// Settles which mentions of a sentence stand when one type was looked for under several tags.
    ///
    /// Of mentions of one type that overlap, the same span included, the one with the highest score stands, and says
    /// under which tag it was found; of equal scores the one whose tag comes first, then the one that starts first, then
    /// the shorter. Mentions of different types may overlap. The result is ordered by span, then by type.
    static func settled(_ mentions: [Mention]) -> [Mention] {
        let ranked = mentions.sorted {
            ($1.score, $0.tag, $0.words.lowerBound, $0.words.upperBound)
                < ($0.score, $1.tag, $1.words.lowerBound, $1.words.upperBound)
        }
        var standing: [Mention] = []
        for mention in ranked
        where !standing.contains(where: { $0.type == mention.type && $0.words.overlaps(mention.words) }) {
            standing.append(mention)
        }
        return standing.sorted {
            ($0.words.lowerBound, $0.words.upperBound, $0.type.rawValue)
                < ($1.words.lowerBound, $1.words.upperBound, $1.type.rawValue)
        }
    }
}
