internal import Tensors

/// Two-way attention under training (Tian et al. 2020): one over the states of the context words, one over the embeddings
/// of their labels; a_i = a^S_i (+) a^L_i.
struct TrainableTwoWayAttention: TrainableContextModule {
    private let attention: PairAttention
    private let embeddings: TablePlace
    private let hidden: Int

    init(_ attention: PairAttention, hidden: Int, places: ParameterPlaces) {
        self.attention = attention
        self.hidden = hidden
        embeddings = places.table("twa.label_embeddings.weight")
    }

    var linears: [LinearPlace] { [] }

    func apply(_ states: MatrixView, parameters: ParameterBuffer, memory: ContextMemory, into mixed: MatrixView) {
        let words = PairAttention.Operand(matrix: states, rows: nil), labels = labels(parameters, memory)
        attention.apply(
            states, rows: memory.rows, keys: words, values: words, memory: &memory.words,
            into: mixed.columns(0..<hidden))
        attention.apply(
            states, rows: memory.rows, keys: labels, values: labels, memory: &memory.labels,
            into: mixed.columns(hidden..<2 * hidden))
    }

    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory
    ) {
        let words = PairAttention.Operand(matrix: states, rows: nil), labels = labels(parameters, memory)
        let stateGradient = { (row: Int) in stateGradients.pointer + row * stateGradients.stride }
        attention.applyBackward(
            mixed.columns(0..<hidden), states: states, rows: memory.rows, keys: words, values: words,
            memory: &memory.words, stateGradients: stateGradients, keyGradient: stateGradient,
            valueGradient: stateGradient)
        let labelGradient = { (row: Int) in embeddings.gradient(of: row, in: gradients) }
        attention.applyBackward(
            mixed.columns(hidden..<2 * hidden), states: states, rows: memory.rows, keys: labels, values: labels,
            memory: &memory.labels, stateGradients: stateGradients, keyGradient: labelGradient,
            valueGradient: labelGradient)
    }

    private func labels(_ parameters: ParameterBuffer, _ memory: ContextMemory) -> PairAttention.Operand {
        PairAttention.Operand(matrix: embeddings.matrix(in: parameters.pointer), rows: memory.rows.labels)
    }
}
