internal import Encoder
internal import Tensors

/// What an encoder's passes over a batch keep, for one thread. It grows with the batches it sees and is used again.
final class EncoderPassMemory {
    private let options: EncoderOptions
    private let instructions: InstructionSet
    private var tokens = 0, longest = 0

    /// Where the current batch's sub-words stand.
    private(set) var plan = SequencePlan()
    /// The states before the first layer, and what their normalisation keeps.
    private(set) var embedded: Matrix, embeddedNorm: NormRecord
    /// The tags that join late, what their normalisation keeps, and the states they join to.
    private(set) var tags: Matrix, tagsNorm: NormRecord, joined: Matrix
    /// What the layers keep.
    private(set) var records: [LayerRecord]
    /// What they share.
    private(set) var scratch: TrainingScratch

    /// Makes memory for batches of up to `tokens` sub-words, tags included, in sequences of up to `longest`.
    init(_ options: EncoderOptions, tokens: Int, longest: Int, instructions: InstructionSet) {
        self.options = options
        self.instructions = instructions
        let encoder = options.encoder
        embedded = Matrix(rows: 0, columns: encoder.hiddenSize)
        embeddedNorm = NormRecord(tokens: 0, columns: encoder.hiddenSize)
        (tags, tagsNorm, joined) = (embedded, embeddedNorm, embedded)
        records = []
        scratch = TrainingScratch(encoder, tokens: 0, longest: 0, instructions: instructions)
        reserve(tokens: tokens, longest: longest)
    }

    /// Bytes of the matrices that it holds.
    var byteCount: Int {
        let hidden = options.encoder.hiddenSize, inner = options.encoder.intermediateSize
        let layers = records.count * (9 * hidden + inner), shared = 8 * hidden + 3 * inner
        return 4 * tokens * (layers + shared)
    }

    /// The states that are read `[read x hidden]`: the output of the last layer.
    var states: MatrixView {
        guard let last = records.last else { preconditionFailure("an encoder has layers") }
        return last.output.rows(0..<plan.rows.count)
    }

    /// The gradient of these states: heads leave it here for the way back.
    var stateGradients: MatrixView { scratch.gradient.rows(0..<plan.rows.count) }

    /// Takes a batch and makes room for it.
    func assign(_ batch: [some EncodedSequence]) {
        plan.assign(batch, options: options)
        reserve(tokens: max(plan.count, plan.lowerCount), longest: plan.longest)
    }

    private func reserve(tokens: Int, longest: Int) {
        guard tokens > self.tokens || records.isEmpty || longest > self.longest else { return }
        let grows = tokens > self.tokens || records.isEmpty
        self.tokens = max(tokens, self.tokens)
        self.longest = max(longest, self.longest)
        scratch = TrainingScratch(
            options.encoder, tokens: self.tokens, longest: self.longest, instructions: instructions)
        if grows { reserveStates() }
    }

    private func reserveStates() {
        let hidden = options.encoder.hiddenSize
        // The old ones go before the new ones come.
        records = []
        records = (0..<options.encoder.layerCount).map { _ in LayerRecord(options.encoder, tokens: tokens) }
        embedded = Matrix(spaced: tokens, columns: hidden)
        embeddedNorm = NormRecord(tokens: tokens, columns: hidden)
        guard options.tagLayer > 0 else { return }
        tags = Matrix(spaced: tokens, columns: hidden)
        tagsNorm = NormRecord(tokens: tokens, columns: hidden)
        joined = Matrix(spaced: tokens, columns: hidden)
    }
}
