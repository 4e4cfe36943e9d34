internal import Scoring
internal import Tensors

/// The head of an entity model: a linear layer from a word's output vector o_i to the logits of B, I and O.
///
/// In a model with features o_i is the word's state and its context vectors, one behind the other. The layer is split
/// into its parts, so that they need not be joined.
struct TokenClassifier: Sendable {
    /// Numbers in a hidden vector.
    let hidden: Int
    /// The part for h_i, with the bias: `[3 x hidden]`.
    private let words: Linear
    /// The parts for the context vectors in their order, `[3 x hidden]` each; none in a model without features.
    let contexts: [Linear]

    /// Reads `classifier.weight` `[3 x parts * hidden]` and `classifier.bias` `[3]`; the order of the parts is the
    /// module's (`EntityFeatures`), and without features the word's state is the only one.
    ///
    /// `labels` is the order of their rows; here they are put in the order B, I, O.
    init(
        weights file: SafetensorsFile, hidden: Int, labels: [BIOLabel], module: ContextModule? = nil
    ) throws(EntityModelError) {
        self.hidden = hidden
        let parts = module?.classifierParts ?? 1
        let rows = try file.requiredMatrix("classifier.weight", rows: labels.count, columns: parts * hidden)
        let bias = try file.requiredVector("classifier.bias", count: labels.count)
        let ordered = Matrix(rows: labels.count, columns: parts * hidden)
        var orderedBias = bias
        for (row, label) in labels.enumerated() {
            guard let target = BIOLabel.allCases.firstIndex(of: label) else { continue }
            for column in 0..<parts * hidden { ordered[target, column] = rows[row, column] }
            orderedBias[target] = bias[row]
        }
        func part(_ number: Int) -> MatrixView { ordered.view.columns(number * hidden..<(number + 1) * hidden) }
        let own = module?.wordPart ?? 0
        words = Linear(weights: part(own), bias: orderedBias)
        contexts = (0..<parts).filter { $0 != own }.map { Linear(weights: part($0)) }
    }

    /// Fills `logits` `[words x 3]`, in the order B, I, O, from hidden vectors `[words x hidden]`; the part of contexts
    /// is not in them.
    func apply(_ words: MatrixView, into logits: MatrixView) {
        self.words.apply(words, into: logits)
    }
}
