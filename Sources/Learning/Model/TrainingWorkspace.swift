internal import Encoder
public import Tensors

/// The memory that one thread trains an entity model in. It grows with the batches it sees and is used again for each.
public final class TrainingWorkspace {
    private let options: ModelOptions

    /// What the encoder keeps.
    let encoder: EncoderPassMemory
    /// The labels of the batch's words.
    private(set) var labels: [Int32] = []
    /// The logits of labelled words `[words x labels]`; then their gradient.
    private(set) var logits: Matrix
    /// Memory of the decoder's.
    var field: ConditionalRandomField
    private let unusedField: FlatMemory

    /// Makes a workspace for models of these options; batches of up to `tokens` sub-words, tags included, in sequences of
    /// up to `longest` do not make it grow.
    public init(_ options: ModelOptions, tokens: Int = 0, longest: Int = 0, instructions: InstructionSet = .best) {
        self.options = options
        encoder = EncoderPassMemory(
            options.encoderOptions, tokens: tokens, longest: longest, instructions: instructions)
        logits = Matrix(rows: tokens, columns: options.labelCount)
        field = ConditionalRandomField(labels: options.labelCount)
        unusedField = FlatMemory(count: options.labelCount * (options.labelCount + 2))
    }

    /// Bytes of the matrices that it holds.
    public var byteCount: Int { encoder.byteCount + 4 * logits.rows * options.labelCount }

    /// The states of labelled words `[words x hidden]`: the output of the last layer, after the head's dropout.
    var wordStates: MatrixView { encoder.states }

    /// Where the labelled words of sequences start, then the number of all.
    var wordStarts: [Int] { encoder.plan.readStarts }

    /// A place for the random field's gradients when nobody asks for them.
    var unusedFieldGradients: ConditionalRandomField.Weights {
        let labels = options.labelCount, memory = unusedField.pointer
        return ConditionalRandomField.Weights(
            start: memory, transitions: memory + labels, end: memory + labels * (labels + 1))
    }

    /// Takes the labels of a batch and makes room for their logits.
    func assignLabels(of batch: [TrainingSequence]) {
        labels.removeAll(keepingCapacity: true)
        for sequence in batch { labels.append(contentsOf: sequence.labelled.lazy.map(\.label)) }
        if labels.count > logits.rows { logits = Matrix(rows: labels.count, columns: options.labelCount) }
    }
}
