public import Tensors

/// The memory that one thread runs an encoder in. It grows with the batches it sees and is used again for each.
public final class EncoderWorkspace {
    let configuration: EncoderConfiguration

    /// Where each sequence of the current batch starts, then the number of tokens.
    public private(set) var starts: [Int] = [0]

    private var states: Matrix
    private var projected: Matrix
    private var context: Matrix
    private var widened: Matrix
    private var scratch: Matrix
    private let attention: Attention

    /// Makes a workspace for encoders of a configuration, with room for batches of `tokens` sub-words; larger ones make
    /// it grow.
    public init(_ configuration: EncoderConfiguration, tokens: Int = 0) {
        self.configuration = configuration
        attention = Attention(heads: configuration.headCount, headSize: configuration.headSize)
        states = Matrix(rows: 0, columns: configuration.hiddenSize)
        projected = Matrix(rows: 0, columns: 3 * configuration.hiddenSize)
        context = Matrix(rows: 0, columns: configuration.hiddenSize)
        widened = Matrix(rows: 0, columns: configuration.intermediateSize)
        scratch = Matrix(rows: 0, columns: 0)
        reserve(tokens: tokens)
    }

    /// Takes a batch of sequences without states: `starts` as in `PackedBatch`. The states are then the caller's to
    /// fill.
    public func reshape(starts: [Int]) {
        precondition(starts.first == 0, "the first sequence starts at 0")
        self.starts = starts
        var longest = 0
        for index in 1..<max(starts.count, 1) {
            precondition(starts[index] >= starts[index - 1], "the starts of sequences rise")
            longest = max(longest, starts[index] - starts[index - 1])
        }
        reserve(tokens: tokenCount)
        let needed = attention.scratchCount(tokens: longest)
        if scratch.columns < needed { scratch = Matrix(rows: 1, columns: needed) }
    }

    /// Number of sub-words in the current batch.
    public var tokenCount: Int { starts.last ?? 0 }

    /// The hidden states `[tokens x hidden]`: of the last layer that was run, or the embeddings.
    public var hidden: MatrixView { states.rows(0..<tokenCount) }

    /// Room for queries, keys and values `[tokens x 3 * hidden]`.
    var projections: MatrixView { projected.rows(0..<tokenCount) }

    /// Room for the output of attention `[tokens x hidden]`, and of the feed-forward part.
    var contexts: MatrixView { context.rows(0..<tokenCount) }

    /// Room for the inner states of the feed-forward part `[tokens x intermediate]`.
    var inner: MatrixView { widened.rows(0..<tokenCount) }

    /// Room for attention's scores.
    var attentionScratch: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: scratch.pointer, count: scratch.columns)
    }

    private func reserve(tokens: Int) {
        guard tokens > states.rows else { return }
        // A cache line between the rows keeps the rows of a tile out of one another's place in the first-level cache.
        func room(_ columns: Int) -> Matrix { Matrix(rows: tokens, columns: columns, stride: (columns + 31) / 16 * 16) }
        states = room(configuration.hiddenSize)
        projected = room(3 * configuration.hiddenSize)
        context = room(configuration.hiddenSize)
        widened = room(configuration.intermediateSize)
    }
}
