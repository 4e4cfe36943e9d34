internal import Tensors

/// A key-value memory network under training (BioKMNER, Tian et al. 2020): weights from the keys of context words, values
/// from the embeddings of their labels.
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
        let operands = operands(parameters, memory)
        attention.apply(
            states, rows: memory.rows, keys: operands.keys, values: operands.values, memory: &memory.words,
            into: mixed)
    }

    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory
    ) {
        let operands = operands(parameters, memory)
        attention.applyBackward(
            mixed, states: states, rows: memory.rows, keys: operands.keys, values: operands.values,
            memory: &memory.words, stateGradients: stateGradients,
            keyGradient: { keys.gradient(of: $0, in: gradients) },
            valueGradient: { values.gradient(of: $0, in: gradients) })
    }

    private func operands(
        _ parameters: ParameterBuffer, _ memory: ContextMemory
    ) -> (keys: PairAttention.Operand, values: PairAttention.Operand) {
        (
            .init(matrix: keys.matrix(in: parameters.pointer), rows: memory.rows.keys),
            .init(matrix: values.matrix(in: parameters.pointer), rows: memory.rows.labels)
        )
    }
}
