internal import Encoder
internal import Tensors

/// What a layer keeps of its forward pass for the way back, for `tokens` sub-words at most.
///
/// 12 numbers a hidden column and sub-word: the activation of the inner states is computed again.
struct LayerRecord {
    /// Queries, keys and values `[tokens x 3 * hidden]`.
    let projections: Matrix
    /// The output of attention before its product `[tokens x hidden]`.
    let contexts: Matrix
    /// The states between the two parts `[tokens x hidden]`, and their normalisation.
    let attended: Matrix, attendedNorm: NormRecord
    /// The inner states of the feed-forward part before their activation `[tokens x intermediate]`.
    let inner: Matrix
    /// The layer's output `[tokens x hidden]`, and its normalisation.
    let output: Matrix, outputNorm: NormRecord

    init(_ configuration: EncoderConfiguration, tokens: Int) {
        let hidden = configuration.hiddenSize
        projections = Matrix(spaced: tokens, columns: 3 * hidden)
        contexts = Matrix(spaced: tokens, columns: hidden)
        attended = Matrix(spaced: tokens, columns: hidden)
        attendedNorm = NormRecord(tokens: tokens, columns: hidden)
        inner = Matrix(spaced: tokens, columns: configuration.intermediateSize)
        output = Matrix(spaced: tokens, columns: hidden)
        outputNorm = NormRecord(tokens: tokens, columns: hidden)
    }
}

/// What a normalisation keeps.
struct NormRecord {
    private let normalized: Matrix, inverses: Matrix

    init(tokens: Int, columns: Int) {
        normalized = Matrix(spaced: tokens, columns: columns)
        inverses = Matrix(rows: 1, columns: tokens)
    }

    /// The part of the first rows.
    func rows(_ count: Int) -> TrainableNorm.Record {
        TrainableNorm.Record(normalized: normalized.rows(0..<count), inverses: inverses.pointer)
    }
}

extension Matrix {
    /// A matrix with a cache line between its rows: so the rows of a tile stay out of one another's place in the
    /// first-level cache.
    convenience init(spaced rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, stride: (columns + 31) / 16 * 16)
    }
}
