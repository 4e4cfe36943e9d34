/// Where the words of a batch and their contexts stand among the states that are read.
struct ContextRows {
    /// For each labelled word the row of its state.
    private(set) var queries: [Int32] = []
    /// For each labelled word its first pair, then the number of all pairs.
    private(set) var starts: [Int32] = [0]
    /// For each pair the row of its context word.
    private(set) var pairs: [Int32] = []
    /// For each row the number of its word's label, and that of its key; no keys for a module without them.
    private(set) var labels: [Int32] = [], keys: [Int32] = []

    /// Takes a batch; the memory is used again. Numbers are checked, as what is out of a table's range would be read as
    /// a number.
    mutating func assign(_ batch: [TrainingSequence], options: ContextOptions) {
        queries.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        for sequence in batch {
            guard let contexts = sequence.contexts else {
                preconditionFailure("a model that mixes contexts in is given them")
            }
            let row = Int32(labels.count), pair = Int32(pairs.count)
            for word in contexts.labelled { queries.append(row + word) }
            for start in contexts.starts.dropLast() { starts.append(pair + start) }
            for word in contexts.words { pairs.append(row + word) }
            labels.append(contentsOf: contexts.labels)
            keys.append(contentsOf: contexts.keys)
        }
        starts.append(Int32(pairs.count))
        precondition(labels.allSatisfy((0..<Int32(options.labelCount)).contains), "labels of the table")
        precondition(keys.count == (options.wordCount > 0 ? labels.count : 0), "a key a word where there are keys")
        precondition(keys.allSatisfy((0..<Int32(options.wordCount)).contains), "keys of the table")
    }

    /// The pairs of a labelled word.
    func pairs(of word: Int) -> Range<Int> { Int(starts[word])..<Int(starts[word + 1]) }
}
