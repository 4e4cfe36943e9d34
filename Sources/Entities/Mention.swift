internal import Documents

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
    /// The mentions that a sentence's words have under one tag, in order, each with its probability as its score.
    ///
    /// On four devel sets the probability says best how often a mention is right, both boundaries counted (Brier score
    /// 0.108, calibration error 2.2%; the smallest of the words' probabilities: 0.118 and 7.2%, their mean: 0.126 and
    /// 9.5%). It is rounded to four decimals so that the last bits of a product, which differ between kernels, neither
    /// show nor decide between two mentions.
    static func decode(_ words: [LabelLogits], by decoder: LabelDecoder, type: EntityType, tag: Int) -> [Mention] {
        decoder.mentions(in: words).map { mention in
            let score = (min(mention.probability, 1) * 10_000).rounded() / 10_000
            return Mention(words: mention.words, type: type, tag: tag, score: score)
        }
    }

    /// Settles which mentions of a sentence stand when one type was looked for under several tags.
    ///
    /// Of mentions of one type that overlap, the same span included, the one with the highest score stands, and says
    /// under which tag it was found; of equal scores the one whose tag comes first, then the one that starts first,
    /// then the shorter. Mentions of different types may overlap. The result is ordered by span, then by type.
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
