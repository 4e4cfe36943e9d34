internal import Tensors

/// Word, position and type embeddings under training: added, normalised, then dropout.
struct TrainableEmbeddings {
    private let words: TablePlace, positions: TablePlace, types: TablePlace
    private let norm: NormPlace

    init(_ places: ParameterPlaces) {
        words = places.table("embeddings.word_embeddings.weight")
        positions = places.table("embeddings.position_embeddings.weight")
        types = places.table("embeddings.token_type_embeddings.weight")
        norm = places.norm("embeddings.LayerNorm")
    }

    /// Fills `output` `[tokens x hidden]` for sub-words at their positions; the type is 0.
    func apply(
        ids: [Int32], positions places: [Int32], parameters: ParameterBuffer, dropout: Dropout, record: NormRecord,
        into output: MatrixView, instructions: InstructionSet
    ) {
        let hidden = output.columns
        let words = words.matrix(in: parameters.pointer).pointer
        let positions = self.positions.matrix(in: parameters.pointer).pointer
        let type = types.matrix(in: parameters.pointer).pointer
        for row in 0..<output.rows {
            let word = words + Int(ids[row]) * hidden, position = positions + Int(places[row]) * hidden
            let sum = output.pointer + row * output.stride
            for column in 0..<hidden { sum[column] = word[column] + position[column] + type[column] }
        }
        norm.norm(parameters).apply(output, into: output, keeping: record.rows(output.rows))
        dropout.apply(output, instructions: instructions)
    }

    /// From the gradient of what `apply` filled, which is lost, to those of the rows that were used.
    func applyBackward(
        _ gradient: MatrixView, ids: [Int32], positions places: [Int32], parameters: ParameterBuffer,
        gradients: GradientBuffer, dropout: Dropout, record: NormRecord, instructions: InstructionSet
    ) {
        dropout.apply(gradient, instructions: instructions)
        norm.norm(parameters).applyBackward(
            gradient, record: record.rows(gradient.rows), gradients: norm.gradients(gradients))
        guard gradient.rows > 0 else { return }
        let type = types.gradient(of: 0, in: gradients)
        for row in 0..<gradient.rows {
            let word = words.gradient(of: Int(ids[row]), in: gradients)
            let position = positions.gradient(of: Int(places[row]), in: gradients)
            let from = gradient.pointer + row * gradient.stride
            for column in 0..<gradient.columns {
                word[column] += from[column]
                position[column] += from[column]
                type[column] += from[column]
            }
        }
    }
}
