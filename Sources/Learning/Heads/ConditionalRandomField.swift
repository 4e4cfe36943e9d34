internal import Glibc
internal import Tensors

/// A linear-chain conditional random field over labels (Lafferty et al. 2001), exact.
///
/// score(y) = start[y1] + sum of emission[t, yt] + sum of transition[y(t-1), yt] + end[yn]; the loss of a sentence is
/// log Z - score(gold). The forward and backward sums run in log space and in double precision; the gradients are the
/// marginals that they give, less the gold counts. The memory for a sentence is kept for the next.
struct ConditionalRandomField {
    /// The parameters, or their gradients: `labels` starts, `[labels x labels]` transitions (from x to), `labels` ends.
    struct Weights {
        let start: UnsafeMutablePointer<Float>
        let transitions: UnsafeMutablePointer<Float>
        let end: UnsafeMutablePointer<Float>
    }

    let labels: Int
    /// log sums of all ways to a word's label, and from it, `[words x labels]`.
    private var forward: [Double] = [], backward: [Double] = []
    private var paths: [Int] = []

    init(labels: Int) { self.labels = labels }

    /// Puts the gradients in place of a sentence's emissions `[words x labels]`, adds those of the weights to `gradients`,
    /// and gives the loss.
    mutating func apply(
        _ emissions: MatrixView, gold: ArraySlice<Int32>, weights: Weights, gradients: Weights
    ) -> Double {
        let words = emissions.rows
        guard words > 0 else { return 0 }
        precondition(gold.count == words && emissions.columns == labels, "a label for every word")
        precondition(gold.allSatisfy { $0 >= 0 && Int($0) < labels }, "labels under \(labels)")
        let first = gold.startIndex
        let whole = sums(emissions, weights)
        var score = Double(weights.start[Int(gold[first])]) + Double(weights.end[Int(gold[first + words - 1])])
        for word in 0..<words {
            let label = Int(gold[first + word])
            score += Double(emissions[word, label])
            if word > 0 { score += Double(weights.transitions[Int(gold[first + word - 1]) * labels + label]) }
        }
        for word in 1..<max(words, 1) {
            for from in 0..<labels {
                for to in 0..<labels {
                    let way =
                        forward[(word - 1) * labels + from] + Double(weights.transitions[from * labels + to])
                        + Double(emissions[word, to]) + backward[word * labels + to]
                    gradients.transitions[from * labels + to] += Float(exp(way - whole))
                }
            }
            gradients.transitions[Int(gold[first + word - 1]) * labels + Int(gold[first + word])] -= 1
        }
        for word in 0..<words {
            let numbers = emissions[word]
            for label in 0..<labels {
                numbers[label] = Float(exp(forward[word * labels + label] + backward[word * labels + label] - whole))
            }
            numbers[Int(gold[first + word])] -= 1
        }
        for label in 0..<labels {
            gradients.start[label] += emissions[0, label]
            gradients.end[label] += emissions[words - 1, label]
        }
        return whole - score
    }

    /// The labels of the best way through a sentence's emissions `[words x labels]` (Viterbi 1967); of equally good ones
    /// the one whose last labels come first.
    mutating func best(_ emissions: MatrixView, weights: Weights) -> [Int32] {
        let words = emissions.rows
        guard words > 0 else { return [] }
        reserve(words)
        for label in 0..<labels { forward[label] = Double(weights.start[label]) + Double(emissions[0, label]) }
        for word in 1..<max(words, 1) {
            for to in 0..<labels {
                var best = -Double.infinity, path = 0
                for from in 0..<labels {
                    let way = forward[(word - 1) * labels + from] + Double(weights.transitions[from * labels + to])
                    if way > best { (best, path) = (way, from) }
                }
                forward[word * labels + to] = best + Double(emissions[word, to])
                paths[word * labels + to] = path
            }
        }
        var label = 0
        func total(_ label: Int) -> Double { forward[(words - 1) * labels + label] + Double(weights.end[label]) }
        for other in 1..<max(labels, 1) where total(other) > total(label) { label = other }
        var result = [Int32](repeating: Int32(label), count: words)
        for word in stride(from: words - 1, to: 0, by: -1) {
            label = paths[word * labels + label]
            result[word - 1] = Int32(label)
        }
        return result
    }

    /// Fills the sums of all ways; gives log Z.
    private mutating func sums(_ emissions: MatrixView, _ weights: Weights) -> Double {
        let words = emissions.rows
        reserve(words)
        for label in 0..<labels {
            forward[label] = Double(weights.start[label]) + Double(emissions[0, label])
            backward[(words - 1) * labels + label] = Double(weights.end[label])
        }
        for word in 1..<max(words, 1) {
            for to in 0..<labels {
                let row = (word - 1) * labels
                let sum = logSum { forward[row + $0] + Double(weights.transitions[$0 * labels + to]) }
                forward[word * labels + to] = sum + Double(emissions[word, to])
            }
        }
        for word in stride(from: words - 2, through: 0, by: -1) {
            for from in 0..<labels {
                let row = (word + 1) * labels
                backward[word * labels + from] = logSum {
                    Double(weights.transitions[from * labels + $0]) + Double(emissions[word + 1, $0])
                        + backward[row + $0]
                }
            }
        }
        return logSum { forward[(words - 1) * labels + $0] + Double(weights.end[$0]) }
    }

    /// log of the sum of exp(x) over all labels; the largest is taken off first, so that no power overflows.
    private func logSum(_ x: (Int) -> Double) -> Double {
        var most = -Double.infinity
        for label in 0..<labels { most = max(most, x(label)) }
        var sum = 0.0
        for label in 0..<labels { sum += exp(x(label) - most) }
        return most + log(sum)
    }

    private mutating func reserve(_ words: Int) {
        guard forward.count < words * labels else { return }
        forward = Array(repeating: 0, count: words * labels)
        backward = forward
        paths = Array(repeating: 0, count: words * labels)
    }
}
