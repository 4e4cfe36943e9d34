internal import Glibc
internal import Tensors

/// One attention of words over their contexts: logits_i += sum_j softmax_j(scale h_i . key_ij) output_ij.
///
/// A word without contexts gets nothing.
struct ContextAttention {
    /// A vector a context word: that of its own row, or of its number in a table.
    struct Rows {
        var vectors: MatrixView
        /// For each word the row of `vectors`; nil when it is the word's own.
        var numbers: [Int32]?

        func pointer(_ word: Int32) -> UnsafePointer<Float> {
            let row = numbers.map { $0[Int(word)] } ?? word
            return UnsafePointer(vectors.pointer + Int(row) * vectors.stride)
        }
    }

    /// What h_i is multiplied with, `[.. x hidden]`.
    var keys: Rows
    /// What is weighed, `[.. x 3]`.
    var outputs: Rows
    var scale: Float

    /// Adds to the logits `[words x 3]` of the words that are read; `weights` is memory to work in.
    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, weights: inout [Float]) {
        for (number, reading) in words.readings.enumerated() {
            let pairs = words.pairs[words.starts[number]..<words.starts[number + 1]]
            let own = states.pointer + reading.row * states.stride
            weights.removeAll(keepingCapacity: true)
            var largest = -Float.infinity
            for word in pairs {
                let weight = scale * Vectors.product(own, keys.pointer(word), count: states.columns)
                weights.append(weight)
                largest = max(largest, weight)
            }
            var total: Float = 0
            var sum = SIMD3<Float>()
            for (word, weight) in zip(pairs, weights) {
                // The largest is taken off first, so that no power overflows.
                let power = expf(weight - largest)
                let output = outputs.pointer(word)
                total += power
                sum += power * SIMD3(output[0], output[1], output[2])
            }
            guard total > 0 else { continue }
            let row = logits[reading.row]
            for label in 0..<3 { row[label] += sum[label] / total }
        }
    }
}
