internal import Tensors

/// Combined Feature Attention (paper, equations 2 to 7; model.md, section 4), folded.
///
/// e_ij = W_e (h_k (+) l_ij) + b_e = W_h h_k + (W_l l_ij + b_e): the second part is a table with a row a label, made
/// when the model is read; the first is one product for all words of a batch. The pair's label is the context word's
/// own, so e_ij depends on the context word alone: there is one row a word.
struct CombinedFeatureAttention: ContextMixer {
    /// W_h, `[hidden x hidden]`.
    private let combine: Linear
    /// W_l l + b_e, `[labels x hidden]`.
    private let labels: Matrix
    /// The classifier's part for a_i, `[3 x hidden]`.
    private let outputs: Linear
    private let scale: Float

    /// Reads the module's tensors (`EntityFeatures`).
    init(weights file: SafetensorsFile, features: EntityFeatures, hidden: Int, classifier: TokenClassifier)
        throws(EntityModelError)
    {
        let size = features.labelSize
        let embeddings = try file.requiredMatrix(
            "cfa.label_embeddings.weight", rows: features.labels.count, columns: size)
        let weights = try file.requiredMatrix("cfa.combine.weight", rows: hidden, columns: hidden + size)
        let bias = try file.requiredVector("cfa.combine.bias", count: hidden)
        combine = Linear(weights: weights.view.columns(0..<hidden))
        labels = Matrix(rows: features.labels.count, columns: hidden)
        Linear(weights: weights.view.columns(hidden..<hidden + size), bias: bias)
            .apply(embeddings.view, into: labels.view)
        outputs = classifier.contexts[0]
        scale = features.module.scale(hidden: hidden)
    }

    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, workspace: MixerWorkspace) {
        let combined = workspace.vectors(words.count, hidden: states.columns)
        combine.apply(states, into: combined)
        for (row, label) in words.labels.enumerated() {
            let vector = labels.pointer + Int(label) * labels.stride
            Vectors.add(vector, times: 1, to: combined.pointer + row * combined.stride, count: states.columns)
        }
        let weighed = workspace.outputs(words.count)
        outputs.apply(combined, into: weighed)
        ContextAttention(keys: .init(vectors: combined), outputs: .init(vectors: weighed), scale: scale)
            .add(words, states: states, to: logits, weights: &workspace.weights)
    }
}
