internal import Glibc
internal import Scoring

/// How probable each label of a word is; the three sum to 1.
struct LabelDistribution: Equatable {
    /// Probability of `B`.
    let begin: Float
    /// Probability of `I`.
    let inside: Float
    /// Probability of `O`.
    let outside: Float

    /// What stands for a word until its label is read.
    static let unread = LabelDistribution(logits: 0, 0, 0)

    /// The softmax of a word's logits in the order B, I, O.
    init(logits begin: Float, _ inside: Float, _ outside: Float) {
        let largest = max(begin, inside, outside)
        let powers = (expf(begin - largest), expf(inside - largest), expf(outside - largest))
        let sum = powers.0 + powers.1 + powers.2
        self.begin = powers.0 / sum
        self.inside = powers.1 / sum
        self.outside = powers.2 / sum
    }

    /// The most probable label; of equally probable ones the first of B, I, O.
    var label: BIOLabel {
        if begin >= inside, begin >= outside { return .begin }
        return inside >= outside ? .inside : .outside
    }

    /// Probability of the most probable label.
    var confidence: Float { max(begin, inside, outside) }
}
