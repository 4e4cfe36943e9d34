internal import Glibc
internal import Tensors

/// Cross-entropy of a softmax over labels with label smoothing (Szegedy et al. 2016, section 7): the target is
/// (1 - s) * gold + s / labels.
struct CrossEntropy {
    /// The part s of the target that is spread over all labels.
    let smoothing: Float

    /// Puts the gradients in place of the logits `[words x labels]`; gives the sum of the words' losses.
    func apply(_ logits: MatrixView, labels: [Int32]) -> Double {
        let even = smoothing / Float(logits.columns)
        var total = 0.0
        for row in 0..<logits.rows {
            let numbers = logits.pointer + row * logits.stride
            let gold = Int(labels[row])
            precondition(gold >= 0 && gold < logits.columns, "label \(gold) of \(logits.columns)")
            var most = numbers[0]
            for label in 1..<logits.columns { most = max(most, numbers[label]) }
            var sum: Float = 0, logitSum: Float = 0
            for label in 0..<logits.columns {
                numbers[label] -= most
                logitSum += numbers[label]
                sum += expf(numbers[label])
            }
            let logSum = logf(sum)
            total += Double(logSum - (1 - smoothing) * numbers[gold] - even * logitSum)
            for label in 0..<logits.columns { numbers[label] = expf(numbers[label] - logSum) - even }
            numbers[gold] -= 1 - smoothing
        }
        return total
    }

    /// The label of every row: the first of those with the largest logit.
    static func labels(_ logits: MatrixView) -> [Int32] {
        (0..<logits.rows).map { row in
            let numbers = logits[row]
            return Int32(numbers.indices.reduce(0) { numbers[$1] > numbers[$0] ? $1 : $0 })
        }
    }
}
