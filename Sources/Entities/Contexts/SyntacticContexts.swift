/// The contexts of the words of one sentence under one feature (model.md, section 3).
///
/// Word `i` has the context words `words[starts[i]..<starts[i + 1]]`, in sentence order, itself among them. The label
/// of a pair (word, context word) is the context word's own part of speech, constituent or relation under all three
/// features: so there is one label a word, not one a pair, and the pair `j` has the label `labels[words[j]]`.
public struct SyntacticContexts: Sendable, Hashable {
    /// For each word the place of its first pair in `words`, then the number of all pairs: `[words + 1]`.
    public let starts: [Int32]
    /// The 0-based number of each pair's context word: `[pairs]`.
    public let words: [Int32]
    /// The label that each word has as a context: `[words]`.
    public let labels: [String]

    /// Takes contexts as they lie: as many `starts` as `labels` and one more, rising from 0 to the number of pairs, all
    /// of which are words of the sentence.
    public init(starts: [Int32], words: [Int32], labels: [String]) {
        precondition(starts.count == labels.count + 1, "contexts have a start and a label a word")
        precondition(starts[0] == 0 && Int(starts[labels.count]) == words.count, "starts go over all pairs")
        precondition(zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }, "starts do not fall")
        precondition(words.allSatisfy { labels.indices.contains(Int($0)) }, "contexts are words of the sentence")
        self.starts = starts
        self.words = words
        self.labels = labels
    }

    /// Takes each word's context words in order, and each word's label.
    public init(_ contexts: [[Int]], labels: [String]) {
        var starts: [Int32] = [0]
        for context in contexts { starts.append(starts[starts.count - 1] + Int32(context.count)) }
        self.init(starts: starts, words: contexts.flatMap { $0.map { Int32($0) } }, labels: labels)
    }

    /// Number of words.
    public var wordCount: Int { labels.count }

    /// The numbers of a word's context words.
    public func contextWords(of word: Int) -> ArraySlice<Int32> { words[Int(starts[word])..<Int(starts[word + 1])] }
}
