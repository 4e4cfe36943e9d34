/// Which hidden states of an encoded batch are read: those of the words that get labels, and of their contexts.
struct WordRows {
    /// A word that gets a label: its place in `rows`, and where the label goes.
    struct Reading {
        var row: Int
        var result: Int
        var word: Int
    }

    /// The row of the hidden states that each word is read at, its first sub-word's; every word once.
    private(set) var rows: [Int] = []
    /// The numbers of the words' labels and keys, as far as the model has these tables.
    private(set) var labels: [Int32] = []
    private(set) var keys: [Int32] = []
    /// The words that get labels.
    private(set) var readings: [Reading] = []
    /// For each reading the place of its first pair in `pairs`, then the number of all pairs; for models with features.
    private(set) var starts: [Int] = [0]
    /// The place in `rows` of each pair's context word.
    private(set) var pairs: [Int32] = []
    /// For each word of the sequence in work its place in `rows`, or -1.
    private var places: [Int32] = []

    /// Number of words.
    var count: Int { rows.count }

    /// Takes all words out, keeping the memory.
    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        pairs.removeAll(keepingCapacity: true)
    }

    /// Adds the words that a sequence answers for, and their contexts as far as they are in the sequence.
    ///
    /// - Parameters:
    ///   - start: the row of the hidden states that the sequence's place 0 is at.
    ///   - result: where the labels go.
    mutating func add(_ sequence: TagSequence, contexts: ContextNumbers?, start: Int, result: Int) {
        places.removeAll(keepingCapacity: true)
        places.append(contentsOf: repeatElement(-1, count: sequence.words.count))
        for word in sequence.answered {
            let row = row(of: word, sequence, contexts, start: start)
            readings.append(Reading(row: Int(row), result: result, word: word))
            guard let contexts else { continue }
            for other in contexts.contextWords(of: word) where sequence.words.contains(Int(other)) {
                pairs.append(self.row(of: Int(other), sequence, contexts, start: start))
            }
            starts.append(pairs.count)
        }
    }

    /// A word's place in `rows`, where it is put if it is not there yet.
    private mutating func row(
        of word: Int, _ sequence: TagSequence, _ contexts: ContextNumbers?, start: Int
    ) -> Int32 {
        let place = word - sequence.words.lowerBound
        if places[place] < 0 {
            places[place] = Int32(rows.count)
            rows.append(start + sequence.places[place])
            if let contexts {
                labels.append(contexts.labels[word])
                if !contexts.keys.isEmpty { keys.append(contexts.keys[word]) }
            }
        }
        return places[place]
    }
}
