internal import Encoder
internal import Tensors

/// Memory that every layer uses in turn, for `tokens` sub-words at most.
struct TrainingScratch {
    /// The gradient that goes down through the layers `[tokens x hidden]`.
    let gradient: Matrix
    /// The output of a layer's part before it is added to its input, and its gradient `[tokens x hidden]`.
    let branch: Matrix
    /// The gradient of attention's output `[tokens x hidden]`.
    let contexts: Matrix
    /// The gradient of queries, keys and values `[tokens x 3 * hidden]`.
    let projections: Matrix
    /// The activated inner states, and the gradient of the inner states `[tokens x intermediate]`.
    let activation: Matrix, inner: Matrix
    /// The products that sum the gradients of weights.
    let product: TransposedProduct
    private let scores: Matrix

    init(_ configuration: EncoderConfiguration, tokens: Int, longest: Int, instructions: InstructionSet) {
        let hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        let attention = TrainableAttention(heads: configuration.headCount, headSize: configuration.headSize)
        gradient = Matrix(spaced: tokens, columns: hidden)
        branch = Matrix(spaced: tokens, columns: hidden)
        contexts = Matrix(spaced: tokens, columns: hidden)
        projections = Matrix(spaced: tokens, columns: 3 * hidden)
        activation = Matrix(spaced: tokens, columns: inner)
        self.inner = Matrix(spaced: tokens, columns: inner)
        product = TransposedProduct(instructions: instructions)
        scores = Matrix(rows: 1, columns: attention.scratchCount(tokens: longest))
    }

    /// Room for attention's scores.
    var attention: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: scores.pointer, count: scores.columns)
    }
}
