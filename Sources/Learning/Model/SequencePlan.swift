internal import Encoder

/// What the encoder is given: sub-words, the tags around them, and which of the states are read.
protocol EncodedSequence {
    /// Numbers of the sub-words that are read, in rising order.
    associatedtype Positions: Sequence<Int32>

    /// `[CLS]`, the sentence's sub-words, `[SEP]`: without tags.
    var ids: [Int32] { get }
    /// The tag behind `[CLS]`, and that before `[SEP]`; nil for none.
    var open: Int32? { get }
    var close: Int32? { get }
    /// The sub-words whose states are read, as numbers in `ids`, in rising order; not `[SEP]`.
    var readPositions: Positions { get }
}

/// Where the sub-words of a batch stand: below the layer at which tags join, and above it.
///
/// Below, a sequence is `[CLS] w1 .. wn [SEP]` with positions 0 to n + 1; above, `[CLS] <T> w1 .. wn </T> [SEP]`,
/// without a tag that the sequence has not. A tag that joins late comes as the embedding of its word, of position 0 and
/// of type 0, normalised: a row that depends on the tag alone, so one computation serves all sentences. With tags from
/// the start the lower form has them already, with positions that count them, and the upper form is the same.
struct SequencePlan {
    /// The sub-words below, their positions, and where sequences start (then the number of all).
    private(set) var ids: [Int32] = [], positions: [Int32] = [], lowerStarts: [Int] = []
    /// Where sequences start above, then the number of all.
    private(set) var starts: [Int] = []
    /// The tags that join late, and their position, which is always 0.
    private(set) var tags: [Int32] = [], tagPositions: [Int32] = []
    /// Where the rows above come from: the row below, or -1 - n for the tag of number n; empty when none joins late.
    private(set) var origins: [Int32] = []
    /// The rows above that are read, in order.
    private(set) var rows: [Int32] = []
    /// Sub-words of the longest sequence above.
    private(set) var longest = 0

    /// Sub-words below and above.
    var lowerCount: Int { ids.count }
    var count: Int { starts.last ?? 0 }

    /// Takes a batch; the memory is used again. Sequences have to fit the encoder: they are checked, as what is out of
    /// a table's range would be read as a number.
    mutating func assign(_ batch: [some EncodedSequence], options: EncoderOptions) {
        let late = options.tagLayer > 0, encoder = options.encoder
        ids.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        lowerStarts.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        tagPositions.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        longest = 0
        var end = 0
        for sequence in batch {
            lowerStarts.append(ids.count)
            starts.append(end)
            let shift: Int32 = sequence.open == nil ? 0 : 1
            var last: Int32 = -1
            for position in sequence.readPositions {
                precondition(
                    position > last && Int(position) < sequence.ids.count - 1,
                    "what is read are sub-words of the sentence, in their order")
                last = position
                rows.append(Int32(end) + position + (position > 0 ? shift : 0))
            }
            if late { join(sequence) } else { append(sequence) }
            precondition(
                ids.count - (lowerStarts.last ?? 0) <= encoder.maximumPositions,
                "a sequence of more sub-words than the encoder has positions")
            let count = sequence.ids.count + (sequence.open == nil ? 0 : 1) + (sequence.close == nil ? 0 : 1)
            end += count
            longest = max(longest, count)
        }
        lowerStarts.append(ids.count)
        starts.append(end)
        let known = 0..<Int32(encoder.vocabularySize)
        precondition(ids.allSatisfy(known.contains) && tags.allSatisfy(known.contains), "sub-words of the vocabulary")
    }

    private mutating func append(_ sequence: some EncodedSequence) {
        let last = sequence.ids.count - 1, first = ids.count
        for (index, id) in sequence.ids.enumerated() {
            if index == last, let close = sequence.close { ids.append(close) }
            ids.append(id)
            if index == 0, let open = sequence.open { ids.append(open) }
        }
        for position in 0..<ids.count - first { positions.append(Int32(position)) }
    }

    private mutating func join(_ sequence: some EncodedSequence) {
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
