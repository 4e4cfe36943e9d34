internal import Scoring
internal import Tensors

/// The head of an entity model: a linear layer from a word's hidden vector to the logits of B, I and O.
struct TokenClassifier: Sendable {
    /// Numbers in a hidden vector.
    let hidden: Int
    private let layer: Linear

    /// Reads `classifier.weight` `[3 x hidden]` and `classifier.bias` `[3]`.
    ///
    /// `labels` is the order of their rows; here they are put in the order B, I, O.
    init(weights file: SafetensorsFile, hidden: Int, labels: [BIOLabel]) throws(EntityModelError) {
        self.hidden = hidden
        for (name, shape) in [("classifier.weight", [labels.count, hidden]), ("classifier.bias", [labels.count])] {
            try file.require(name, shape: shape)
        }
        do throws(SafetensorsError) {
            let rows = try file.matrix("classifier.weight", rows: labels.count, columns: hidden)
            let bias = try file.vector("classifier.bias", count: labels.count)
            let ordered = Matrix(rows: labels.count, columns: hidden)
            var orderedBias = bias
            for (row, label) in labels.enumerated() {
                guard let target = BIOLabel.allCases.firstIndex(of: label) else { continue }
                for column in 0..<hidden { ordered[target, column] = rows[row, column] }
                orderedBias[target] = bias[row]
            }
            layer = Linear(weights: ordered.view, bias: orderedBias)
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: file.file)
        }
    }

    /// Fills `logits` `[words x 3]`, in the order B, I, O, from hidden vectors `[words x hidden]`.
    func apply(_ words: MatrixView, into logits: MatrixView) {
        layer.apply(words, into: logits)
    }
}

extension SafetensorsFile {
    /// Refuses a file without a tensor of this name and shape.
    func require(_ name: String, shape: [Int]) throws(EntityModelError) {
        guard let found = self.shape(of: name) else {
            throw EntityModelError(kind: .missingKey, file: file, key: name)
        }
        guard found == shape else {
            throw EntityModelError(kind: .shape(found: found, expected: shape), file: file, key: name)
        }
    }
}
