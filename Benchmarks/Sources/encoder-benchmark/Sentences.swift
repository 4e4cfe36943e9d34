import Encoder

/// Sentences of random sub-words, of 8 to 64 each, 36 on average, as PubMed's are; `peers/onnx_encoder.py` makes the
/// same.
struct Sentences {
    /// One sentence each.
    var ids: [[Int32]] = []

    /// Draws sentences by SplitMix64 with seed 0: two draws for a length, then one for each sub-word.
    init(count: Int, vocabulary: Int) {
        var state: UInt64 = 0
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        for _ in 0..<count {
            let length = Int(8 + next() % 29 + next() % 29)
            ids.append((0..<length).map { _ in Int32(next() % UInt64(vocabulary)) })
        }
    }

    /// Sub-words of all sentences.
    var tokenCount: Int { ids.reduce(0) { $0 + $1.count } }

    /// The sentences sorted by length, packed into batches of at most `tokens` sub-words.
    func batches(tokens: Int) -> [PackedBatch] {
        var batches: [PackedBatch] = []
        var batch = PackedBatch()
        for sentence in ids.sorted(by: { $0.count < $1.count }) {
            if batch.tokenCount > 0 && batch.tokenCount + sentence.count > tokens {
                batches.append(batch)
                batch.removeAll()
            }
            batch.append(sentence)
        }
        if batch.tokenCount > 0 { batches.append(batch) }
        return batches
    }
}
