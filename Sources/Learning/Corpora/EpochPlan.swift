internal import Encoder

/// Which sequences make up the batches of an epoch; it depends on its arguments alone.
///
/// All sequences are shuffled; runs of them are sorted by length and cut into batches of about equally long ones; then
/// the batches are shuffled.
struct EpochPlan {
    /// The batches in their order: numbers of sequences.
    let batches: [[Int]]

    /// Batches whose sequences are sorted together: enough that lengths are alike, few enough that batches stay mixed.
    private static let batchesOfRun = 32

    /// Plans an epoch.
    ///
    /// - Parameters:
    ///   - lengths: sub-words of each sequence.
    ///   - sources: runs of sequences that are of one corpus, with how often its sequences are seen this epoch.
    ///   - batchTokens: most sub-words of a batch; a longer sequence makes a batch of its own.
    init(lengths: [Int], sources: [(sequences: Range<Int>, weight: Float)], batchTokens: Int, seed: UInt64, epoch: Int)
    {
        var random = RandomStream(seed: seed, purpose: .epoch, number: UInt64(epoch))
        var order: [Int] = []
        for source in sources {
            let whole = Int(source.weight)
            for _ in 0..<whole { order.append(contentsOf: source.sequences) }
            let rest = Int((Float(source.sequences.count) * (source.weight - Float(whole))).rounded())
            guard rest > 0 else { continue }
            order.append(contentsOf: source.sequences.shuffled(using: &random).prefix(rest))
        }
        order.shuffle(using: &random)

        var batches: [[Int]] = []
        var run: [Int] = []
        var tokens = 0
        for sequence in order {
            run.append(sequence)
            tokens += lengths[sequence]
            if tokens >= batchTokens * Self.batchesOfRun {
                batches += Self.batches(of: run, lengths: lengths, batchTokens: batchTokens)
                run.removeAll(keepingCapacity: true)
                tokens = 0
            }
        }
        batches += Self.batches(of: run, lengths: lengths, batchTokens: batchTokens)
        batches.shuffle(using: &random)
        self.batches = batches
    }

    /// Cuts sequences, sorted by length, into batches of about the same number of sub-words.
    private static func batches(of run: [Int], lengths: [Int], batchTokens: Int) -> [[Int]] {
        let sorted = run.enumerated().sorted { (lengths[$0.element], $0.offset) < (lengths[$1.element], $1.offset) }
        return BatchPlan.runs(of: sorted.map(\.element), tokens: batchTokens) { lengths[$0] }
    }
}
