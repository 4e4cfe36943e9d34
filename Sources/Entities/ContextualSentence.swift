internal import WordPieces

/// A sentence as a model reads it: equal ones have equal labels.
struct ContextualSentence: Hashable {
    /// The sub-words.
    var subwords: SubwordSentence
    /// The contexts of its words; nil for a model that reads no syntax.
    var contexts: ContextNumbers?
}
