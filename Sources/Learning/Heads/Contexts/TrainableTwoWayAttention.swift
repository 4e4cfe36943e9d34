internal import Tensors

/// Two-way attention under training (Tian et al. 2020): one over the embeddings of the context words, one over those of
/// their labels; a_i = a^S_i (+) a^L_i.
struct TrainableTwoWayAttention: TrainableContextModule {
    private let attention: PairAttention
    private let keys: TablePlace, labels: TablePlace
    private let hidden: Int

    init(_ attention: PairAttention, hidden: Int, places: ParameterPlaces) {
        self.attention = attention
        self.hidden = hidden
        keys = places.table("twa.keys.weight")
        labels = places.table("twa.label_embeddings.weight")
    }

    var linears: [LinearPlace] { [] }

    func apply(_ states: MatrixView, parameters: ParameterBuffer, memory: ContextMemory, into mixed: MatrixView) {
        let words = PairAttention.operand(keys, memory.rows.keys, in: parameters)
        attention.apply(
            states, rows: memory.rows, keys: words, values: words, memory: &memory.words,
            into: mixed.columns(0..<hidden))
        let named = PairAttention.operand(labels, memory.rows.labels, in: parameters)
        attention.apply(
            states, rows: memory.rows, keys: named, values: named, memory: &memory.labels,
            into: mixed.columns(hidden..<2 * hidden))
    }

    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory
    ) {
        let words = PairAttention.operand(keys, memory.rows.keys, in: parameters)
        let keyGradient = { (row: Int) in keys.gradient(of: row, in: gradients) }
        attention.applyBackward(
            mixed.columns(0..<hidden), states: states, rows: memory.rows, keys: words, values: words,
            memory: &memory.words, stateGradients: stateGradients, keyGradient: keyGradient, valueGradient: keyGradient)
        let named = PairAttention.operand(labels, memory.rows.labels, in: parameters)
        let labelGradient = { (row: Int) in labels.gradient(of: row, in: gradients) }
        attention.applyBackward(
            mixed.columns(hidden..<2 * hidden), states: states, rows: memory.rows, keys: named, values: named,
            memory: &memory.labels, stateGradients: stateGradients, keyGradient: labelGradient,
            valueGradient: labelGradient)
    }
}
