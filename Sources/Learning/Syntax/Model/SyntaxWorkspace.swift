internal import Encoder
internal import Tensors

/// The memory that one thread trains a syntax model in. It grows with the batches it sees and is used again for each.
public final class SyntaxWorkspace {
    /// What the encoder keeps.
    let encoder: EncoderPassMemory
    /// Where the batch's sentences stand.
    var rows = SyntaxRows()
    /// The states of roots and words, and their gradients `[rows x hidden]`.
    private(set) var states = Matrix(rows: 0, columns: 0), stateGradients = Matrix(rows: 0, columns: 0)
    /// The scores of both parts of speech, then their gradients `[rows x (xpos + upos)]`.
    private(set) var tags = Matrix(rows: 0, columns: 0)
    /// The vectors before and behind their activation, and their gradients `[rows x all vectors]`.
    private(set) var inner = Matrix(rows: 0, columns: 0), vectors = Matrix(rows: 0, columns: 0)
    private(set) var vectorGradients = Matrix(rows: 0, columns: 0)
    let arcs: TrainableArcs.Memory
    let relations: TrainableRelations.Memory
    let spans: SpanMemory

    private let options: SyntaxModelOptions

    init(_ options: SyntaxModelOptions, instructions: InstructionSet) {
        self.options = options
        encoder = EncoderPassMemory(options.encoderOptions, tokens: 0, longest: 0, instructions: instructions)
        arcs = TrainableArcs.Memory(instructions: instructions)
        relations = TrainableRelations.Memory()
        spans = SpanMemory(labels: options.labels.constituents, instructions: instructions)
    }

    /// Takes the sentences of a batch and makes room for them.
    func assign(_ batch: [SyntaxSequence]) {
        rows.assign(batch)
        guard rows.count > states.rows else { return }
        let hidden = options.encoder.hiddenSize, width = VectorColumns(options.sizes).count
        states = Matrix(spaced: rows.count, columns: hidden)
        stateGradients = Matrix(spaced: rows.count, columns: hidden)
        tags = Matrix(rows: rows.count, columns: options.labels.xpos + options.labels.upos)
        inner = Matrix(spaced: rows.count, columns: width)
        vectors = Matrix(spaced: rows.count, columns: width)
        vectorGradients = Matrix(spaced: rows.count, columns: width)
    }
}
