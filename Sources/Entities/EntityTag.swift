public import Documents

/// A corpus whose annotation style a model has learnt: what it tags, and the pair of tokens that asks for it.
public struct EntityTag: Sendable, Equatable {
    /// The corpus' name ("BC2GM").
    public let name: String
    /// What kind of thing the corpus annotates.
    public let type: EntityType
    /// The vocabulary entry before the sentence ("<BC2GM>").
    public let open: String
    /// The vocabulary entry behind the sentence ("</BC2GM>").
    public let close: String
    /// Vocabulary number of `open`.
    let openID: Int32
    /// Vocabulary number of `close`.
    let closeID: Int32
}
