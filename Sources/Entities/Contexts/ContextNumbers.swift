/// The contexts of a sentence's words by number, as a model's tables are read with them.
///
/// Two sentences of equal sub-words and equal numbers have equal labels.
public struct ContextNumbers: Hashable, Sendable {
    /// For each word the place of its first pair in `words`, then the number of all pairs: `[words + 1]`.
    public let starts: [Int32]
    /// The number of each pair's context word in the sentence: `[pairs]`.
    public let words: [Int32]
    /// The number of each word's label, in the order of `EntityFeatures.labels`: `[words]`.
    public let labels: [Int32]
    /// The number of each word's key, in the order of `EntityFeatures.words`; empty in a model without keys.
    public let keys: [Int32]

    /// Looks up the labels of contexts, and the words of the sentence where the model has keys.
    public init(
        _ contexts: SyntacticContexts, words: some Sequence<some StringProtocol>, labels: ContextLabels,
        keys: ContextWords?
    ) {
        starts = contexts.starts
        self.words = contexts.words
        self.labels = contexts.labels.map { labels.number(of: $0) }
        self.keys = keys.map { keys in words.map { keys.number(of: $0) } } ?? []
        precondition(self.keys.isEmpty || self.keys.count == self.labels.count, "a sentence has one key a word")
    }

    /// The numbers of a word's context words.
    public func contextWords(of word: Int) -> ArraySlice<Int32> { words[Int(starts[word])..<Int(starts[word + 1])] }
}
