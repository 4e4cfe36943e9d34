/// Where the sentences of a batch stand in matrices with a row for every sentence's root and every word.
///
/// A sentence is a block of rows: its root, then its words in order.
struct SyntaxRows {
    /// The rows of each sentence, that of its root first.
    private(set) var sentences: [Range<Int>] = []
    /// For each row how many of the states that are read, one after the other, it is the mean of.
    private(set) var readCounts: [Int32] = []
    /// The gold numbers of every row; -1 in rows of roots.
    private(set) var xpos: [Int32] = [], upos: [Int32] = [], relations: [Int32] = []
    /// For each row the row of its head; -1 in rows of roots.
    private(set) var headRows: [Int32] = []
    /// Words.
    private(set) var wordCount = 0

    /// Rows.
    var count: Int { readCounts.count }

    /// Takes a batch; the memory is used again.
    mutating func assign(_ batch: [SyntaxSequence]) {
        sentences.removeAll(keepingCapacity: true)
        readCounts.removeAll(keepingCapacity: true)
        xpos.removeAll(keepingCapacity: true)
        upos.removeAll(keepingCapacity: true)
        relations.removeAll(keepingCapacity: true)
        headRows.removeAll(keepingCapacity: true)
        wordCount = 0
        for sequence in batch {
            let start = readCounts.count
            readCounts.append(1)
            for word in 0..<sequence.wordCount { readCounts.append(sequence.readCount(of: word)) }
            xpos.append(-1)
            xpos += sequence.xpos
            upos.append(-1)
            upos += sequence.upos
            relations.append(-1)
            relations += sequence.relations
            headRows.append(-1)
            headRows += sequence.heads.lazy.map { Int32(start) + $0 }
            sentences.append(start..<readCounts.count)
            wordCount += sequence.wordCount
        }
    }

    /// The rows of a sentence's words.
    func words(of sentence: Int) -> Range<Int> { sentences[sentence].dropFirst() }
}
