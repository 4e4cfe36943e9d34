internal import Tensors

/// A key-value memory network (BioKMNER; model.md, section 4), folded: a context word's key says how much its label's
/// value counts, not scaled.
struct KeyValueMemory: ContextMixer {
    /// The keys, `[words x hidden]`.
    private let keys: Matrix
    /// The classifier's part for the values, `[labels x 3]`.
    private let outputs: Matrix
    private let scale: Float

    /// Reads the module's tensors (`EntityFeatures`).
    init(weights file: SafetensorsFile, features: EntityFeatures, hidden: Int, classifier: TokenClassifier)
        throws(EntityModelError)
    {
        keys = try file.requiredMatrix("kvmn.keys.weight", rows: features.words?.count ?? 0, columns: hidden)
        let values = try file.requiredMatrix("kvmn.values.weight", rows: features.labels.count, columns: hidden)
        outputs = Matrix(rows: features.labels.count, columns: 3)
        classifier.contexts[0].apply(values.view, into: outputs.view)
        scale = features.module.scale(hidden: hidden)
    }

    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, workspace: MixerWorkspace) {
        ContextAttention(
            keys: .init(vectors: keys.view, numbers: words.keys),
            outputs: .init(vectors: outputs.view, numbers: words.labels), scale: scale
        ).add(words, states: states, to: logits, weights: &workspace.weights)
    }
}
