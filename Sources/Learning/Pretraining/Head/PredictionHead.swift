internal import Tensors

/// BERT's head of masked language modelling under training: logits = LayerNorm(GELU(states W^T + b)) E^T + c, E being the
/// table of words that the encoder reads its input from (Devlin et al. 2019; Press and Wolf 2017).
///
/// The gradient of E is one product over all of its rows; the encoder adds that of its input to the same numbers later.
/// The table is laid out and gone through in blocks of rows, so that threads share the work of laying it out.
struct PredictionHead {
    /// The names of its parameters.
    static let dense = "cls.predictions.transform.dense", norm = "cls.predictions.transform.LayerNorm"
    static let bias = "cls.predictions.bias"

    private let dense: LinearPlace
    private let norm: NormPlace
    private let blocks: [(rows: Range<Int>, words: LinearPlace)]
    private let bias: Int
    private let instructions: InstructionSet

    /// Finds the head of a model with so many sub-words; a block of the table has `blockRows` rows.
    init(
        _ places: ParameterPlaces, parameters: ParameterBuffer, vocabulary: Int, blockRows: Int,
        instructions: InstructionSet
    ) {
        dense = places.linear(Self.dense)
        norm = places.norm(Self.norm)
        bias = parameters.parameters[places.index(Self.bias)].offset
        blocks = stride(from: 0, to: vocabulary, by: blockRows).map { first in
            let rows = first..<min(first + blockRows, vocabulary)
            return (rows, places.rows(rows, of: ParameterLayout.wordTable))
        }
        self.instructions = instructions
    }

    /// The linear layers, whose weights have to be laid out again when they change.
    var linears: [LinearPlace] { [dense] + blocks.map(\.words) }

    /// Fills the memory up to the logits, from the states of the hidden sub-words `[n x hidden]`.
    func forward(_ states: MatrixView, parameters: ParameterBuffer, memory: PredictionMemory) {
        memory.reserve(rows: states.rows)
        let rows = 0..<states.rows
        let inner = memory.inner.rows(rows), activation = memory.activation.rows(rows)
        let outputs = memory.outputs.rows(rows), logits = memory.logits.rows(rows)
        dense.apply(states, into: inner, bias: dense.bias(in: parameters.pointer))
        activation.assignGELU(inner, instructions: instructions)
        norm.norm(parameters).apply(activation, into: outputs, keeping: memory.record.rows(states.rows))
        for block in blocks {
            block.words.apply(
                outputs, into: logits.columns(block.rows), bias: parameters.pointer + bias + block.rows.lowerBound)
        }
    }

    /// From the gradients of the logits, which are in the memory, to those of the states; adds those of the head and of
    /// the table of words.
    func backward(
        _ states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer, stateGradients: MatrixView,
        product: TransposedProduct, memory: PredictionMemory
    ) {
        let rows = 0..<states.rows, to = gradients.pointer
        let logits = memory.logits.rows(rows), outputs = memory.outputs.rows(rows)
        let gradient = memory.gradient.rows(rows)
        logits.addColumnSums(to: to + bias, instructions: instructions)
        for (number, block) in blocks.enumerated() {
            let part = logits.columns(block.rows)
            block.words.applyBackward(part, into: gradient, adding: number > 0)
            block.words.addGradient(part, input: outputs, to: to, product: product)
        }
        norm.norm(parameters).applyBackward(
            gradient, record: memory.record.rows(states.rows), gradients: norm.gradients(gradients))
        memory.activation.rows(rows).assignGELU(
            memory.inner.rows(rows), gradient: gradient, bias: dense.bias(in: to), instructions: instructions)
        dense.addGradient(gradient, input: states, to: to, product: product)
        dense.applyBackward(gradient, into: stateGradients)
    }
}

/// What the head keeps of a batch, for one thread. It grows with the batches it sees and is used again.
final class PredictionMemory {
    /// The states behind the dense layer, behind its activation, and behind the normalisation `[rows x hidden]`; and the
    /// gradient that goes back through them.
    private(set) var inner: Matrix, activation: Matrix, outputs: Matrix, gradient: Matrix
    private(set) var record: NormRecord
    /// The logits, then their gradients `[rows x vocabulary]`.
    private(set) var logits: Matrix
    /// The loss of every row, and 1 where its gold logit is the highest.
    var losses: [Float] = [], hits: [UInt8] = []

    private let hidden: Int, vocabulary: Int

    init(hidden: Int, vocabulary: Int) {
        self.hidden = hidden
        self.vocabulary = vocabulary
        inner = Matrix(rows: 0, columns: hidden)
        (activation, outputs, gradient) = (inner, inner, inner)
        record = NormRecord(tokens: 0, columns: hidden)
        logits = Matrix(rows: 0, columns: vocabulary)
    }

    /// Makes room for so many hidden sub-words.
    func reserve(rows: Int) {
        guard rows > logits.rows else { return }
        inner = Matrix(spaced: rows, columns: hidden)
        activation = Matrix(spaced: rows, columns: hidden)
        outputs = Matrix(spaced: rows, columns: hidden)
        gradient = Matrix(spaced: rows, columns: hidden)
        record = NormRecord(tokens: rows, columns: hidden)
        // The old ones go before the new ones come: they are the largest of all.
        logits = Matrix(rows: 0, columns: vocabulary)
        logits = Matrix(spaced: rows, columns: vocabulary)
        losses = Array(repeating: 0, count: rows)
        hits = Array(repeating: 0, count: rows)
    }
}
