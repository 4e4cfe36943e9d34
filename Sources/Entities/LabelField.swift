internal import Scoring
internal import Tensors

/// The random field that a model decodes labels with: how likely labels are to begin, follow one another, and end.
final class LabelField: Sendable {
    /// Starts, transitions (a row a label that they come from), ends: `[5 x 3]`, labels in the order B, I, O.
    private let numbers: Matrix

    /// Takes the numbers of B, I, O: starts, transitions from each, ends.
    init(start: [Float], transitions: [[Float]], end: [Float]) {
        numbers = Matrix([start] + transitions + [end])
        precondition(numbers.rows == 5 && numbers.columns == 3, "a field over three labels")
    }

    /// Reads `crf.start_transitions` `[3]`, `crf.transitions` `[3 x 3]` (from, to) and `crf.end_transitions` `[3]`.
    ///
    /// `labels` is the order of their rows and columns; here they are put in the order B, I, O.
    convenience init(weights file: SafetensorsFile, labels: [BIOLabel]) throws(EntityModelError) {
        let count = labels.count
        let start = try file.requiredVector("crf.start_transitions", count: count)
        let transitions = try file.requiredMatrix("crf.transitions", rows: count, columns: count)
        let end = try file.requiredVector("crf.end_transitions", count: count)
        let order = BIOLabel.allCases.compactMap { labels.firstIndex(of: $0) }
        self.init(
            start: order.map { start[$0] },
            transitions: order.map { from in order.map { to in transitions[from, to] } },
            end: order.map { end[$0] })
    }

    /// The labels of the best way through a sentence.
    func labels(of words: [LabelLogits]) -> [BIOLabel] {
        var chain = LinearChain(labels: 3)
        let emissions = Self.emissions(of: words)
        return chain.best(emissions.view, weights: weights).map { BIOLabel.allCases[Int($0)] }
    }

    /// For each range the probability that just these words are a mention: that they carry these labels, and the word
    /// behind them not `I`, over all labellings of the other words.
    func probabilities(of ranges: [Range<Int>], labels: [BIOLabel], words: [LabelLogits]) -> [Float] {
        guard !ranges.isEmpty else { return [] }
        var chain = LinearChain(labels: 3)
        let emissions = Self.emissions(of: words)
        let numbers = labels.map { Self.number(of: $0) }
        let whole = chain.sum(emissions.view, weights: weights)
        return ranges.map { range in
            Float(
                chain.probability(
                    of: numbers[range], barred: Int(Self.number(of: .inside)), emissions.view, weights: weights,
                    whole: whole))
        }
    }

    /// The numbers where they lie; valid while the field lives.
    private var weights: LinearChain.Weights {
        LinearChain.Weights(start: numbers.pointer, transitions: numbers.pointer + 3, end: numbers.pointer + 12)
    }

    private static func emissions(of words: [LabelLogits]) -> Matrix {
        let emissions = Matrix(rows: words.count, columns: 3)
        for (place, word) in words.enumerated() {
            emissions[place, 0] = word.begin
            emissions[place, 1] = word.inside
            emissions[place, 2] = word.outside
        }
        return emissions
    }

    private static func number(of label: BIOLabel) -> Int32 {
        switch label {
        case .begin: 0
        case .inside: 1
        case .outside: 2
        }
    }
}
