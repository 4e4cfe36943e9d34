internal import Glibc
public import Tensors

/// A linear-chain conditional random field over the labels of a sentence's words (Lafferty et al. 2001), exact.
///
/// score(y) = start[y1] + sum of emission[t, yt] + sum of transition[y(t-1), yt] + end[yn], and p(y) = exp(score(y)) /
/// Z. Sums run in log space and in double precision. The memory for a sentence is kept for the next.
public struct LinearChain {
    /// The field's numbers: `labels` starts, `[labels x labels]` transitions (from x to), `labels` ends.
    public struct Weights {
        let start: UnsafePointer<Float>
        let transitions: UnsafePointer<Float>
        let end: UnsafePointer<Float>

        /// Takes the numbers where they lie; they are not copied.
        public init(start: UnsafePointer<Float>, transitions: UnsafePointer<Float>, end: UnsafePointer<Float>) {
            self.start = start
            self.transitions = transitions
            self.end = end
        }
    }

    /// Number of labels.
    public let labels: Int
    /// Log sums of all ways to a word's label, its emission included, `[words x labels]`; of the last call of `sum`.
    public private(set) var forward: [Double] = []
    /// Log sums of all ways on from a word's label, `[words x labels]`; of the last call of `sum`.
    public private(set) var backward: [Double] = []
    private var paths: [Int] = []

    /// Makes a chain over so many labels.
    public init(labels: Int) { self.labels = labels }

    /// The labels of the best way through a sentence's emissions `[words x labels]` (Viterbi 1967); of equally good
    /// ones the one whose last labels come first.
    public mutating func best(_ emissions: MatrixView, weights: Weights) -> [Int32] {
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

    /// Fills `forward` and `backward` for a sentence of at least one word; gives log Z.
    public mutating func sum(_ emissions: MatrixView, weights: Weights) -> Double {
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

    /// The probability that the words `labels.indices` of the sentence carry these labels, and that the word behind the
    /// last, where there is one, carries any label but `barred`: over all labellings of the rest of the sentence.
    ///
    /// - Parameter whole: log Z, which `sum` gave for the same emissions and weights just before.
    public func probability(
        of labels: ArraySlice<Int32>, barred: Int, _ emissions: MatrixView, weights: Weights, whole: Double
    ) -> Double {
        guard let first = labels.first, let last = labels.last else { return 1 }
        var way = forward[labels.startIndex * self.labels + Int(first)]
        for word in labels.indices.dropFirst() {
            let from = Int(labels[word - 1]), to = Int(labels[word])
            way += Double(weights.transitions[from * self.labels + to]) + Double(emissions[word, to])
        }
        let next = labels.endIndex
        if next == emissions.rows {
            way += Double(weights.end[Int(last)])
        } else {
            way += logSum { to in
                to == barred
                    ? -.infinity
                    : Double(weights.transitions[Int(last) * self.labels + to]) + Double(emissions[next, to])
                        + backward[next * self.labels + to]
            }
        }
        return exp(way - whole)
    }

    /// log of the sum of exp(x) over all labels; the largest is taken off first, so that no power overflows.
    private func logSum(_ x: (Int) -> Double) -> Double {
        var most = -Double.infinity
        for label in 0..<labels { most = max(most, x(label)) }
        guard most > -.infinity else { return most }
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
