internal import Tensors

/// Two-way attention (Tian et al. 2020; model.md, section 4), folded: one attention over the embeddings of the context
/// words, one over those of their labels, not scaled.
struct TwoWayAttention: ContextMixer {
    /// The embeddings of context words `[words x hidden]`, and the classifier's part for them `[words x 3]`.
    private let keys: Matrix
    private let keyOutputs: Matrix
    /// The embeddings of labels `[labels x hidden]`, and the classifier's part for them `[labels x 3]`.
    private let labels: Matrix
    private let labelOutputs: Matrix
    private let scale: Float

    /// Reads the module's tensors (`EntityFeatures`).
    init(weights file: SafetensorsFile, features: EntityFeatures, hidden: Int, classifier: TokenClassifier)
        throws(EntityModelError)
    {
        keys = try file.requiredMatrix("twa.keys.weight", rows: features.words?.count ?? 0, columns: hidden)
        labels = try file.requiredMatrix(
            "twa.label_embeddings.weight", rows: features.labels.count, columns: hidden)
        keyOutputs = Matrix(rows: keys.rows, columns: 3)
        labelOutputs = Matrix(rows: labels.rows, columns: 3)
        classifier.contexts[0].apply(keys.view, into: keyOutputs.view)
        classifier.contexts[1].apply(labels.view, into: labelOutputs.view)
        scale = features.module.scale(hidden: hidden)
    }

    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, workspace: MixerWorkspace) {
        ContextAttention(
            keys: .init(vectors: keys.view, numbers: words.keys),
            outputs: .init(vectors: keyOutputs.view, numbers: words.keys), scale: scale
        ).add(words, states: states, to: logits, weights: &workspace.weights)
        ContextAttention(
            keys: .init(vectors: labels.view, numbers: words.labels),
            outputs: .init(vectors: labelOutputs.view, numbers: words.labels), scale: scale
        ).add(words, states: states, to: logits, weights: &workspace.weights)
    }
}
