/// Which sequences are encoded together.
///
/// Sequences are packed without padding, so a batch is bounded by its sub-words, not by its sequences. The plan depends
/// on the lengths alone: equal windows of documents give equal batches, whatever the number of threads.
public enum BatchPlan {
    /// Batches of sequence numbers: longest first, equally long ones in order.
    ///
    /// A batch holds at most `bound` sub-words, but always one sequence, however long. Longest first, because then the
    /// workspace reaches its final size in the first batches.
    public static func batches(lengths: [Int], bound: Int) -> [[Int]] {
        let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
        var batches: [[Int]] = []
        var room = 0
        for sequence in order {
            if batches.isEmpty || lengths[sequence] > room {
                batches.append([])
                room = bound
            }
            batches[batches.count - 1].append(sequence)
            room -= lengths[sequence]
        }
        return batches
    }
}
