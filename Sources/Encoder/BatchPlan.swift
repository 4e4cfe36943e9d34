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
        return runs(of: order, tokens: bound) { lengths[$0] }
    }

    /// Cuts a row of elements, in its order, into runs of at most `tokens` sub-words, or of one element; `count` gives
    /// an element's.
    public static func runs<Element>(
        of elements: some Sequence<Element>, tokens: Int, count: (Element) -> Int
    ) -> [[Element]] {
        var runs: [[Element]] = []
        var room = 0
        for element in elements {
            let length = count(element)
            if runs.isEmpty || length > room {
                runs.append([])
                room = tokens
            }
            runs[runs.count - 1].append(element)
            room -= length
        }
        return runs
    }
}
