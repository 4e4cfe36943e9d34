internal import Glibc
internal import Scoring

/// What the head says about a word: a logit for each label.
struct LabelLogits: Equatable {
    /// Logit of `B`.
    var begin: Float = 0
    /// Logit of `I`.
    var inside: Float = 0
    /// Logit of `O`.
    var outside: Float = 0

    /// The most probable label; of equally probable ones the first of B, I, O.
    var label: BIOLabel {
        if begin >= inside, begin >= outside { return .begin }
        return inside >= outside ? .inside : .outside
    }

    /// The probability of a label: its part of the softmax of the logits.
    ///
    /// The largest logit is taken off all of them first, so that no power overflows.
    func probability(of label: BIOLabel) -> Float {
        let largest = max(begin, inside, outside)
        let powers = (expf(begin - largest), expf(inside - largest), expf(outside - largest))
        let part =
            switch label {
            case .begin: powers.0
            case .inside: powers.1
            case .outside: powers.2
            }
        return part / (powers.0 + powers.1 + powers.2)
    }
}
