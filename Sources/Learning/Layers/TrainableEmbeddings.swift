internal import Tensors

/// Word, position and type embeddings under training: added, normalised, then dropout.
struct TrainableEmbeddings {
    private let words: Int, positions: Int, types: Int
    private let norm: NormPlace

    init(_ places: ParameterPlaces) {
        words = places.index("embeddings.word_embeddings.weight")
        positions = places.index("embeddings.position_embeddings.weight")
        types = places.index("embeddings.token_type_embeddings.weight")
        norm = places.norm("embeddings.LayerNorm")
    }

    /// Fills `output` `[tokens x hidden]` for sub-words at their positions; the type is 0.
    func apply(
        ids: [Int32], positions places: [Int32], parameters: ParameterBuffer, dropout: Dropout, record: NormRecord,
        into output: MatrixView, instructions: InstructionSet
    ) {
        let hidden = output.columns
        guard let words = parameters[words].baseAddress, let positions = parameters[positions].baseAddress,
            let type = parameters[types].baseAddress
        else { preconditionFailure("tables have rows") }
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
        let type = gradients.touch(row: 0, of: types)
        for row in 0..<gradient.rows {
            let word = gradients.touch(row: Int(ids[row]), of: words)
            let position = gradients.touch(row: Int(places[row]), of: positions)
            let from = gradient.pointer + row * gradient.stride
            for column in 0..<gradient.columns {
                word[column] += from[column]
                position[column] += from[column]
                type[column] += from[column]
            }
        }
    }
}
