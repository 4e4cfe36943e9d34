internal import Encoder

/// Where the sub-words of a batch stand: below the layer at which tags join, and above it.
///
/// Below, a sequence is `[CLS] w1 .. wn [SEP]` with positions 0 to n + 1; above, `[CLS] <T> w1 .. wn </T> [SEP]`, without a
/// tag that the sequence has not. A tag that joins late comes as the embedding of its word, of position 0 and of type 0,
/// normalised: a row that depends on the tag alone, so one computation serves all sentences. With tags from the start the
/// lower form has them already, with positions that count them, and the upper form is the same.
struct SequencePlan {
    /// The sub-words below, their positions, and where sequences start (then the number of all).
    private(set) var ids: [Int32] = [], positions: [Int32] = [], lowerStarts: [Int] = []
    /// Where sequences start above, then the number of all.
    private(set) var starts: [Int] = []
    /// The tags that join late, and their position, which is always 0.
    private(set) var tags: [Int32] = [], tagPositions: [Int32] = []
    /// Where the rows above come from: the row below, or -1 - n for the tag of number n; empty when none joins late.
    private(set) var origins: [Int32] = []
    /// The rows above that are labelled, in order, and their labels.
    private(set) var rows: [Int32] = [], labels: [Int32] = []
    /// Where the labelled words of sequences start, then the number of all.
    private(set) var wordStarts: [Int] = []
    /// Sub-words of the longest sequence above.
    private(set) var longest = 0

    /// Sub-words below and above.
    var lowerCount: Int { ids.count }
    var count: Int { starts.last ?? 0 }

    /// Takes a batch; the memory is used again. Sequences have to fit the encoder: they are checked, as what is out of a
    /// table's range would be read as a number.
    mutating func assign(_ batch: [TrainingSequence], options: ModelOptions) {
        let late = options.tagLayer > 0, encoder = options.encoder
        ids.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        lowerStarts.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        tagPositions.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        wordStarts.removeAll(keepingCapacity: true)
        longest = 0
        var end = 0
        for sequence in batch {
            lowerStarts.append(ids.count)
            starts.append(end)
            wordStarts.append(rows.count)
            let shift: Int32 = sequence.open == nil ? 0 : 1
            var last: Int32 = 0
            for labelled in sequence.labelled {
                precondition(
                    labelled.position > last && Int(labelled.position) < sequence.ids.count - 1,
                    "labels stand at sub-words of the sentence, in their order")
                last = labelled.position
                rows.append(Int32(end) + labelled.position + shift)
                labels.append(labelled.label)
            }
            if late { join(sequence) } else { append(sequence) }
            precondition(
                ids.count - (lowerStarts.last ?? 0) <= encoder.maximumPositions,
                "a sequence of more sub-words than the encoder has positions")
            end += sequence.tokenCount
            longest = max(longest, sequence.tokenCount)
        }
        lowerStarts.append(ids.count)
        starts.append(end)
        wordStarts.append(rows.count)
        let known = 0..<Int32(encoder.vocabularySize)
        precondition(ids.allSatisfy(known.contains) && tags.allSatisfy(known.contains), "sub-words of the vocabulary")
    }

    private mutating func append(_ sequence: TrainingSequence) {
        let last = sequence.ids.count - 1
        for (index, id) in sequence.ids.enumerated() {
            if index == last, let close = sequence.close { ids.append(close) }
            ids.append(id)
            if index == 0, let open = sequence.open { ids.append(open) }
        }
        for position in 0..<sequence.tokenCount { positions.append(Int32(position)) }
    }

    private mutating func join(_ sequence: TrainingSequence) {
        let last = sequence.ids.count - 1
        for (index, id) in sequence.ids.enumerated() {
            if index == last, let close = sequence.close { join(close) }
            origins.append(Int32(ids.count))
            ids.append(id)
            positions.append(Int32(index))
            if index == 0, let open = sequence.open { join(open) }
        }
    }

    private mutating func join(_ tag: Int32) {
        tags.append(tag)
        tagPositions.append(0)
        origins.append(-Int32(tags.count))
    }
}
