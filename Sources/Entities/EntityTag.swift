public import Documents

/// A corpus whose annotation style a model has learnt: what it tags, and the tokens that ask for it.
public struct EntityTag: Sendable, Equatable {
    /// The corpus' name ("BC2GM"), or that of the type in a model whose tags name types.
    public let name: String
    /// What kind of thing the corpus annotates.
    public let type: EntityType
    /// The vocabulary entries before the sentence, in their order ("<BC2GM>"); none in a model without tags.
    public let opening: [String]
    /// The vocabulary entries behind the sentence, in their order ("</BC2GM>"); none in a model without closing tags.
    public let closing: [String]
    /// Their vocabulary numbers.
    let tokens: TagTokens
}

/// Vocabulary numbers of the tags around a sentence.
///
/// The outer pair joins at the model's tag layer; an inner pair is part of the sequence from the start.
struct TagTokens: Hashable, Sendable {
    /// The inner tags before and behind the sentence.
    struct Inner: Hashable, Sendable {
        var open: Int32?
        var close: Int32?
    }

    var open: Int32?
    var close: Int32?
    var inner = Inner()

    /// Sub-words that the outer pair takes.
    var outerCount: Int { (open == nil ? 0 : 1) + (close == nil ? 0 : 1) }

    /// Sub-words that all tags take.
    var count: Int { outerCount + (inner.open == nil ? 0 : 1) + (inner.close == nil ? 0 : 1) }
}
