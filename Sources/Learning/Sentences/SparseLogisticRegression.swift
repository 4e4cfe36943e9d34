internal import Foundation

/// Logistic regression over hashed features whose weights stay 0 until there is evidence for them: FTRL-Proximal
/// (McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013, algorithm 1).
///
/// There is one table of weights for all styles, and one more for each style; a feature counts by the sum of two
/// (Daumé, "Frustratingly Easy Domain Adaptation", 2007). So a style knows what another has seen and it has not.
final class SparseLogisticRegression {
    /// Weights a table: two to the power of this.
    let bits: Int
    /// Number of tables: one for all styles and, where there are styles, one for each.
    let tables: Int
    /// z and n of the algorithm, and the weights that follow from them, table by table.
    let evidence: FlatMemory, squares: FlatMemory
    private let weights: FlatMemory
    private let options: BoundaryConfiguration.Optimizer

    /// Starts with no evidence; `styles` is 0 where they are not told apart.
    init(bits: Int, styles: Int, options: BoundaryConfiguration.Optimizer) {
        self.bits = bits
        self.options = options
        tables = styles == 0 ? 1 : styles + 1
        evidence = FlatMemory(count: tables << bits)
        squares = FlatMemory(count: tables << bits)
        weights = FlatMemory(count: tables << bits)
    }

    /// Learns from a candidate; gives its loss, in nats, as it was before.
    func learn(_ features: UnsafeBufferPointer<UInt32>, label: Bool, style: Int) -> Double {
        let mask = (1 << bits) - 1
        let other = tables == 1 ? nil : (style + 1) << bits
        var sum: Float = 0
        for feature in features {
            let place = Int(feature) & mask
            sum += weights.pointer[place]
            if let other { sum += weights.pointer[other + place] }
        }
        let probability = 1 / (1 + exp(-sum))
        let gradient = probability - (label ? 1 : 0)
        // What is as sure as this moves no weight that matters.
        if abs(gradient) > 1e-4 {
            for feature in features {
                let place = Int(feature) & mask
                move(place, gradient)
                if let other { move(other + place, gradient) }
            }
        }
        return -Double(log(max(label ? probability : 1 - probability, 1e-9)))
    }

    @inline(__always)
    private func move(_ place: Int, _ gradient: Float) {
        let before = squares.pointer[place]
        let after = before + gradient * gradient
        let step = (after.squareRoot() - before.squareRoot()) / options.rate
        evidence.pointer[place] += gradient - step * weights.pointer[place]
        squares.pointer[place] = after
        weights.pointer[place] = weight(at: place)
    }

    private func weight(at place: Int) -> Float {
        let evidence = evidence.pointer[place]
        guard abs(evidence) > options.sparsity else { return 0 }
        let curvature = (options.smoothing + squares.pointer[place].squareRoot()) / options.rate + options.shrinkage
        return (copysign(options.sparsity, evidence) - evidence) / curvature
    }

    /// Computes the weights anew, after evidence was read from a checkpoint.
    func refresh() { for place in 0..<weights.count { weights.pointer[place] = weight(at: place) } }

    /// The weights of a style, rounded to 8 bits with the largest as 127.
    func table(style: Int) -> [Int8] {
        let other = tables == 1 ? nil : (style + 1) << bits
        let sums = (0..<1 << bits).map { place in
            weights.pointer[place] + (other.map { weights.pointer[$0 + place] } ?? 0)
        }
        let largest = sums.reduce(Float.leastNormalMagnitude) { max($0, abs($1)) }
        return sums.map { Int8(($0 / largest * 127).rounded()) }
    }
}
