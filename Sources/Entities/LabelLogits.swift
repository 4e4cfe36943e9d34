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

    /// The probability of the most probable label, a third to 1: its part of the softmax of the logits.
    ///
    /// With the largest logit taken off all of them, the part's numerator is 1 and no power overflows.
    var confidence: Float {
        let largest = max(begin, inside, outside)
        return 1 / (expf(begin - largest) + expf(inside - largest) + expf(outside - largest))
    }
}
