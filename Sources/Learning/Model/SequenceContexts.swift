/// The contexts of a training sequence's labelled words, all by number.
///
/// The words that are read are the labelled ones and their context words; each has one label as a context, whoever's
/// context it is (see `SyntacticContexts`).
public struct SequenceContexts: Sendable, Equatable {
    /// The words that are read: their first sub-words as numbers in `ids`, in rising order.
    public var positions: [Int32]
    /// For each labelled word its number in `positions`.
    public var labelled: [Int32]
    /// For each labelled word its first pair in `words`, then the number of all pairs.
    public var starts: [Int32]
    /// For each pair of a labelled word and a context word the number of the latter in `positions`.
    public var words: [Int32]
    /// For each word that is read the number of its label.
    public var labels: [Int32]
    /// For each word that is read the number of its key; empty for a module without keys.
    public var keys: [Int32]

    /// Makes contexts.
    public init(
        positions: [Int32], labelled: [Int32], starts: [Int32], words: [Int32], labels: [Int32], keys: [Int32] = []
    ) {
        precondition(starts.count == labelled.count + 1 && Int(starts[labelled.count]) == words.count, "all pairs")
        precondition(labels.count == positions.count, "a label a word")
        precondition(keys.isEmpty || keys.count == positions.count, "a key a word, or none")
        precondition(
            (labelled + words).allSatisfy { $0 >= 0 && Int($0) < positions.count }, "pairs of words that are read")
        self.positions = positions
        self.labelled = labelled
        self.starts = starts
        self.words = words
        self.labels = labels
        self.keys = keys
    }
}
