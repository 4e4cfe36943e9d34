internal import Entities
internal import Glibc
internal import Tensors

/// The loss of a linear-chain conditional random field (Lafferty et al. 2001) and its gradients, exact; the field
/// itself is `LinearChain`.
///
/// The loss of a sentence is log Z - score(gold); the gradients are the marginals that the chain's sums give, less the
/// gold counts.
struct ConditionalRandomField {
    /// The parameters, or their gradients: `labels` starts, `[labels x labels]` transitions (from x to), `labels` ends.
    struct Weights {
        let start: UnsafeMutablePointer<Float>
        let transitions: UnsafeMutablePointer<Float>
        let end: UnsafeMutablePointer<Float>

        /// The same to be read only.
        var chain: LinearChain.Weights { LinearChain.Weights(start: start, transitions: transitions, end: end) }
    }

    private var chain: LinearChain

    init(labels: Int) { chain = LinearChain(labels: labels) }

    /// Puts the gradients in place of a sentence's emissions `[words x labels]`, adds those of the weights to
    /// `gradients`, and gives the loss.
    mutating func apply(
        _ emissions: MatrixView, gold: ArraySlice<Int32>, weights: Weights, gradients: Weights
    ) -> Double {
        let words = emissions.rows, labels = chain.labels
        guard words > 0 else { return 0 }
        precondition(gold.count == words && emissions.columns == labels, "a label for every word")
        precondition(gold.allSatisfy { $0 >= 0 && Int($0) < labels }, "labels under \(labels)")
        let first = gold.startIndex
        let whole = chain.sum(emissions, weights: weights.chain)
        let forward = chain.forward, backward = chain.backward
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

    /// The labels of the best way through a sentence's emissions `[words x labels]`; see `LinearChain.best`.
    mutating func best(_ emissions: MatrixView, weights: Weights) -> [Int32] {
        chain.best(emissions, weights: weights.chain)
    }
}
