public import Documents

/// Unlabelled and labelled attachment, accumulated sentence by sentence (Buchholz and Marsi 2006).
public struct AttachmentScore: Sendable, Equatable {
    /// Tokens whose head is right.
    public private(set) var unlabelled = Accuracy()
    /// Tokens whose head and relation, subtype included, are right.
    public private(set) var labelled = Accuracy()
    /// The same of the tokens whose gold relation is not "punct" or a subtype of it.
    public private(set) var unlabelledWithoutPunctuation = Accuracy()
    /// The same of the tokens whose gold relation is not "punct" or a subtype of it.
    public private(set) var labelledWithoutPunctuation = Accuracy()

    /// The score of nothing.
    public init() {}

    /// Adds a sentence: two trees over the same tokens.
    public mutating func add(gold: DependencyTree, predicted: DependencyTree) {
        precondition(gold.heads.count == predicted.heads.count, "both trees are over the same tokens")
        for token in gold.heads.indices {
            let hasHead = gold.heads[token] == predicted.heads[token]
            let isRight = hasHead && gold.relations[token] == predicted.relations[token]
            unlabelled.add(isCorrect: hasHead)
            labelled.add(isCorrect: isRight)
            if gold.relations[token].prefix(while: { $0 != ":" }) == "punct" { continue }
            unlabelledWithoutPunctuation.add(isCorrect: hasHead)
            labelledWithoutPunctuation.add(isCorrect: isRight)
        }
    }

    /// The score over the sentences of both.
    public static func + (left: AttachmentScore, right: AttachmentScore) -> AttachmentScore {
        var sum = AttachmentScore()
        sum.unlabelled = left.unlabelled + right.unlabelled
        sum.labelled = left.labelled + right.labelled
        sum.unlabelledWithoutPunctuation = left.unlabelledWithoutPunctuation + right.unlabelledWithoutPunctuation
        sum.labelledWithoutPunctuation = left.labelledWithoutPunctuation + right.labelledWithoutPunctuation
        return sum
    }
}
