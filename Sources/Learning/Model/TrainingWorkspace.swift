internal import Encoder
public import Tensors

/// The memory that one thread trains in. It grows with the batches it sees and is used again for each.
public final class TrainingWorkspace {
    private let options: ModelOptions
    private let instructions: InstructionSet
    private var tokens = 0, words = 0, longest = 0

    /// Where the current batch's sub-words stand.
    var plan = SequencePlan()
    /// The states before the first layer, and what their normalisation keeps.
    private(set) var embedded: Matrix, embeddedNorm: NormRecord
    /// The tags that join late, what their normalisation keeps, and the states they join to.
    private(set) var tags: Matrix, tagsNorm: NormRecord, joined: Matrix
    /// What the layers keep.
    private(set) var records: [LayerRecord]
    /// What they share.
    private(set) var scratch: TrainingScratch
    /// The logits of labelled words `[words x labels]`; then their gradient.
    private(set) var logits: Matrix
    /// Memory of the decoder's.
    var field: ConditionalRandomField
    private let unusedField: FlatMemory

    /// Makes a workspace for models of these options; batches of up to `tokens` sub-words, tags included, in sequences of
    /// up to `longest` do not make it grow.
    public init(_ options: ModelOptions, tokens: Int = 0, longest: Int = 0, instructions: InstructionSet = .best) {
        self.options = options
        self.instructions = instructions
        let encoder = options.encoder
        embedded = Matrix(rows: 0, columns: encoder.hiddenSize)
        embeddedNorm = NormRecord(tokens: 0, columns: encoder.hiddenSize)
        (tags, tagsNorm, joined) = (embedded, embeddedNorm, embedded)
        records = []
        scratch = TrainingScratch(encoder, tokens: 0, longest: 0, instructions: instructions)
        logits = Matrix(rows: 0, columns: options.labelCount)
        field = ConditionalRandomField(labels: options.labelCount)
        unusedField = FlatMemory(count: options.labelCount * (options.labelCount + 2))
        reserve(tokens: tokens, words: tokens, longest: longest)
    }

    /// Bytes of the matrices that it holds.
    public var byteCount: Int {
        let hidden = options.encoder.hiddenSize, inner = options.encoder.intermediateSize
        let layers = records.count * (9 * hidden + inner), shared = 8 * hidden + 3 * inner
        return 4 * (tokens * (layers + shared) + words * options.labelCount)
    }

    /// The states of labelled words `[words x hidden]`: the output of the last layer, after the head's dropout.
    var wordStates: MatrixView {
        guard let last = records.last else { preconditionFailure("an encoder has layers") }
        return last.output.rows(0..<plan.rows.count)
    }

    /// A place for the random field's gradients when nobody asks for them.
    var unusedFieldGradients: ConditionalRandomField.Weights {
        let labels = options.labelCount, memory = unusedField.pointer
        return ConditionalRandomField.Weights(
            start: memory, transitions: memory + labels, end: memory + labels * (labels + 1))
    }

    /// Takes a batch and makes room for it.
    func assign(_ batch: [TrainingSequence]) {
        plan.assign(batch, options: options)
        reserve(tokens: max(plan.count, plan.lowerCount), words: plan.rows.count, longest: plan.longest)
    }

    private func reserve(tokens: Int, words: Int, longest: Int) {
        if tokens > self.tokens || records.isEmpty || longest > self.longest {
            let grows = tokens > self.tokens || records.isEmpty
            self.tokens = max(tokens, self.tokens)
            self.longest = max(longest, self.longest)
            scratch = TrainingScratch(
                options.encoder, tokens: self.tokens, longest: self.longest, instructions: instructions)
            if grows { reserveStates() }
        }
        if words > self.words {
            self.words = words
            logits = Matrix(rows: words, columns: options.labelCount)
        }
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
