import Tensors

/// Word, position and token-type embeddings, added and normalised.
final class Embeddings: Sendable {
    private let words: Matrix
    private let positions: Matrix
    private let types: Matrix
    private let norm: LayerNorm

    init(
        _ source: EncoderWeights, _ configuration: EncoderConfiguration, _ instructions: InstructionSet
    ) throws(SafetensorsError) {
        let hidden = configuration.hiddenSize
        words = try source.matrix(
            "embeddings.word_embeddings.weight", rows: configuration.vocabularySize, columns: hidden)
        positions = try source.matrix(
            "embeddings.position_embeddings.weight", rows: configuration.maximumPositions, columns: hidden)
        types = try source.matrix(
            "embeddings.token_type_embeddings.weight", rows: configuration.typeCount, columns: hidden)
        norm = try source.norm("embeddings.LayerNorm", epsilon: configuration.normEpsilon, instructions)
    }

    /// Fills `[tokens x hidden]` for a batch that was checked.
    func apply(_ batch: PackedBatch, into output: MatrixView) {
        for sequence in 0..<batch.sequenceCount {
            let start = batch.starts[sequence]
            for index in start..<batch.starts[sequence + 1] {
                apply(batch.ids[index], position: index - start, into: output.rows(index..<index + 1))
            }
        }
    }

    /// Fills one row.
    func apply(_ id: Int32, position: Int, into row: MatrixView) {
        norm.apply(
            words.pointer + Int(id) * words.stride, stride: 0,
            residual: positions.pointer + position * positions.stride, residualStride: 0, bias: types.pointer, into: row
        )
    }
}
