/// A corpus that a model has learnt, as a pair of tokens around a sentence: it tells styles of tokens and trees apart.
public struct SyntaxTag: Sendable, Hashable {
    /// The corpus ("CRAFT").
    public let name: String
    /// The tokens before and after a sentence's words ("<CRAFT>", "</CRAFT>").
    public let open: String, close: String

    /// The tokens' numbers in the vocabulary.
    let openID: Int32, closeID: Int32
}
