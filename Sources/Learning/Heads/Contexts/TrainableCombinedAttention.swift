internal import Tensors

/// Combined Feature Attention under training (model.md, section 4; equations 4 to 7 of the paper).
///
/// e_k = W_e (h_k (+) l_k) + b_e depends on the context word alone, as its label does: it is computed once a word,
/// whoever's context that is, as W_h h_k + (W_l l_k + b_e). The second term is a table of all labels, made once a
/// batch.
struct TrainableCombinedAttention: TrainableContextModule {
    private let attention: PairAttention
    /// W_h `[hidden x hidden]`, and W_l `[hidden x label size]` with b_e: the two parts of W_e's columns.
    private let words: LinearPlace, labels: LinearPlace
    private let embeddings: TablePlace
    private let instructions: InstructionSet

    init(
        _ attention: PairAttention, hidden: Int, labelSize: Int, places: ParameterPlaces, instructions: InstructionSet
    ) {
        self.attention = attention
        self.instructions = instructions
        words = places.columns(0..<hidden, of: "cfa.combine", hasBias: false)
        labels = places.columns(hidden..<hidden + labelSize, of: "cfa.combine", hasBias: true)
        embeddings = places.table("cfa.label_embeddings.weight")
    }

    var linears: [LinearPlace] { [words, labels] }

    func apply(_ states: MatrixView, parameters: ParameterBuffer, memory: ContextMemory, into mixed: MatrixView) {
        let table = memory.labelTable.view, combined = memory.combined, rows = memory.rows
        labels.apply(
            embeddings.matrix(in: parameters.pointer), into: table, bias: labels.bias(in: parameters.pointer))
        words.apply(states, into: combined)
        for (row, label) in rows.labels.enumerated() {
            Vectors.add(
                table.pointer + Int(label) * table.stride, times: 1, to: combined.pointer + row * combined.stride,
                count: combined.columns)
        }
        let features = PairAttention.Operand(matrix: combined, rows: nil)
        attention.apply(states, rows: rows, keys: features, values: features, memory: &memory.words, into: mixed)
    }

    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory
    ) {
        let combined = memory.combinedGradients, table = memory.labelTableGradients.view, rows = memory.rows
        for row in 0..<combined.rows { combined[row].update(repeating: 0) }
        for row in 0..<table.rows { table[row].update(repeating: 0) }
        let features = PairAttention.Operand(matrix: memory.combined, rows: nil)
        let place = { (row: Int) in combined.pointer + row * combined.stride }
        attention.applyBackward(
            mixed, states: states, rows: rows, keys: features, values: features, memory: &memory.words,
            stateGradients: stateGradients, keyGradient: place, valueGradient: place)

        words.addGradient(combined, input: states, to: gradients.pointer, product: product)
        words.applyBackward(combined, into: stateGradients, adding: true)

        for (row, label) in rows.labels.enumerated() {
            Vectors.add(place(row), times: 1, to: table.pointer + Int(label) * table.stride, count: table.columns)
        }
        table.addColumnSums(to: labels.bias(in: gradients.pointer), instructions: instructions)
        labels.addGradient(
            table, input: embeddings.matrix(in: parameters.pointer), to: gradients.pointer, product: product)
        labels.applyBackward(table, into: embeddings.matrix(in: gradients.pointer), adding: true)
    }
}
