import Learning

/// A batch of random sequences, of 8 to 64 sub-words each besides `[CLS]`, `[SEP]` and two tags, as PubMed's sentences
/// are; `peers/torch_training.py` makes the same.
struct Batch {
    /// The sequences, the shortest first.
    var sequences: [TrainingSequence] = []

    /// Draws sequences until they have `tokens` sub-words at least, by SplitMix64 with seed 0: two draws for a length,
    /// one for each sub-word, then one for each label; every second sub-word is labelled.
    init(tokens: Int, vocabulary: Int, labels: Int) {
        var state: UInt64 = 0
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        while tokenCount < tokens {
            let length = Int(8 + next() % 29 + next() % 29)
            let words = (0..<length).map { _ in Int32(next() % UInt64(vocabulary)) }
            let labelled = stride(from: 1, through: length, by: 2).map {
                TrainingSequence.Labelled(position: Int32($0), label: Int32(next() % UInt64(labels)))
            }
            sequences.append(TrainingSequence(ids: [101] + words + [102], open: 103, close: 104, labelled: labelled))
        }
        sequences.sort { $0.ids.count < $1.ids.count }
    }

    /// Sub-words of all sequences, tags included.
    var tokenCount: Int { sequences.reduce(0) { $0 + $1.tokenCount } }

    /// The sequences dealt out in turn, so that the shards have about as many sub-words each.
    func shards(_ count: Int) -> [[TrainingSequence]] {
        (0..<count).map { shard in
            stride(from: shard, to: sequences.count, by: count).map { sequences[$0] }
        }
    }
}
