internal import Encoder
public import Tensors

/// The memory that one thread trains an entity model in. It grows with the batches it sees and is used again for each.
public final class TrainingWorkspace {
    private let options: ModelOptions

    /// What the encoder keeps.
    let encoder: EncoderPassMemory
    /// What mixing contexts in keeps; nil for a model that does not.
    let contexts: ContextMemory?
    /// The labels of the batch's words.
    private(set) var labels: [Int32] = []
    /// Where the labelled words of sequences start, then the number of all.
    private(set) var wordStarts: [Int] = []
    /// The logits of labelled words `[words x labels]`; then their gradient.
    private(set) var logits: Matrix
    /// Memory of the decoder's.
    var field: ConditionalRandomField
    private let unusedField: FlatMemory

    /// Makes a workspace for models of these options; batches of up to `tokens` sub-words, tags included, in sequences
    /// of up to `longest` do not make it grow.
    public init(_ options: ModelOptions, tokens: Int = 0, longest: Int = 0, instructions: InstructionSet = .best) {
        self.options = options
        encoder = EncoderPassMemory(
            options.encoderOptions, tokens: tokens, longest: longest, instructions: instructions)
        contexts = options.contexts.map {
            ContextMemory($0, hidden: options.encoder.hiddenSize, capacity: tokens)
        }
        logits = Matrix(rows: tokens, columns: options.labelCount)
        field = ConditionalRandomField(labels: options.labelCount)
        unusedField = FlatMemory(count: options.labelCount * (options.labelCount + 2))
    }

    /// Bytes of the matrices that it holds.
    public var byteCount: Int {
        encoder.byteCount + (contexts?.byteCount ?? 0) + 4 * logits.rows * options.labelCount
    }

    /// What the classifier reads of the labelled words `[words x hidden]`: the output of the last layer, after the
    /// head's dropout; with contexts mixed in `[words x parts * hidden]`.
    var wordStates: MatrixView { contexts?.outputs ?? encoder.states }

    /// A place for the random field's gradients when nobody asks for them.
    var unusedFieldGradients: ConditionalRandomField.Weights {
        let labels = options.labelCount, memory = unusedField.pointer
        return ConditionalRandomField.Weights(
            start: memory, transitions: memory + labels, end: memory + labels * (labels + 1))
    }

    /// Takes the labels of a batch and makes room for their logits.
    func assignLabels(of batch: [TrainingSequence]) {
        labels.removeAll(keepingCapacity: true)
        wordStarts.removeAll(keepingCapacity: true)
        for sequence in batch {
            wordStarts.append(labels.count)
            labels.append(contentsOf: sequence.labelled.lazy.map(\.label))
        }
        wordStarts.append(labels.count)
        if labels.count > logits.rows { logits = Matrix(rows: labels.count, columns: options.labelCount) }
    }
}
