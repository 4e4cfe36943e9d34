internal import Tensors

/// A key-value memory network under training (BioKMNER, Tian et al. 2020): weights from the keys of context words,
/// values from the embeddings of their labels.
struct TrainableKeyValueMemory: TrainableContextModule {
    private let attention: PairAttention
    private let keys: TablePlace, values: TablePlace

    init(_ attention: PairAttention, places: ParameterPlaces) {
        self.attention = attention
        keys = places.table("kvmn.keys.weight")
        values = places.table("kvmn.values.weight")
    }

    var linears: [LinearPlace] { [] }

    func apply(_ states: MatrixView, parameters: ParameterBuffer, memory: ContextMemory, into mixed: MatrixView) {
        attention.apply(
            states, rows: memory.rows, keys: PairAttention.operand(keys, memory.rows.keys, in: parameters),
            values: PairAttention.operand(values, memory.rows.labels, in: parameters), memory: &memory.words,
            into: mixed)
    }

    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory
    ) {
        attention.applyBackward(
            mixed, states: states, rows: memory.rows,
            keys: PairAttention.operand(keys, memory.rows.keys, in: parameters),
            values: PairAttention.operand(values, memory.rows.labels, in: parameters), memory: &memory.words,
            stateGradients: stateGradients,
            keyGradient: { keys.gradient(of: $0, in: gradients) },
            valueGradient: { values.gradient(of: $0, in: gradients) })
    }
}
