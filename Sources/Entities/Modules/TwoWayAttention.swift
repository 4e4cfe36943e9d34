internal import Tensors

/// Two-way attention (Tian et al. 2020; model.md, section 4), folded: one attention over the states of the context words,
/// one over the embeddings of their labels, not scaled.
struct TwoWayAttention: ContextMixer {
    /// The label embeddings, `[labels x hidden]`, and the classifier's part for them, `[labels x 3]`.
    private let labels: Matrix
    private let labelOutputs: Matrix
    /// The classifier's part for a^S_i, `[3 x hidden]`.
    private let outputs: Linear
    private let scale: Float

    /// Reads the module's tensors (`EntityFeatures`).
    init(weights file: SafetensorsFile, features: EntityFeatures, hidden: Int, classifier: TokenClassifier)
        throws(EntityModelError)
    {
        labels = try file.requiredMatrix(
            "twa.label_embeddings.weight", rows: features.labels.count, columns: hidden)
        labelOutputs = Matrix(rows: features.labels.count, columns: 3)
        outputs = classifier.contexts[0]
        classifier.contexts[1].apply(labels.view, into: labelOutputs.view)
        scale = features.module.scale(hidden: hidden)
    }

    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, workspace: MixerWorkspace) {
        let weighed = workspace.outputs(words.count)
        outputs.apply(states, into: weighed)
        ContextAttention(keys: .init(vectors: states), outputs: .init(vectors: weighed), scale: scale)
            .add(words, states: states, to: logits, weights: &workspace.weights)
        ContextAttention(
            keys: .init(vectors: labels.view, numbers: words.labels),
            outputs: .init(vectors: labelOutputs.view, numbers: words.labels), scale: scale
        ).add(words, states: states, to: logits, weights: &workspace.weights)
    }
}
