internal import Entities
internal import Tensors

/// A module that mixes contexts into words, under training; it only reads the parameters.
protocol TrainableContextModule {
    /// The linear layers, whose weights have to be laid out again when they change.
    var linears: [LinearPlace] { get }

    /// Fills the mixed part of the outputs `[labelled words x mixed]` for the states `[read words x hidden]`.
    func apply(_ states: MatrixView, parameters: ParameterBuffer, memory: ContextMemory, into mixed: MatrixView)

    /// From the gradient of the mixed part to that of the states, which is added to `stateGradients`; adds the
    /// gradients of the module's parameters.
    func applyBackward(
        _ mixed: MatrixView, states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer,
        stateGradients: MatrixView, product: TransposedProduct, memory: ContextMemory)
}

/// Contexts under training (model.md, section 4): from the states of the words that are read to what the classifier
/// reads of the labelled ones, a word's own state beside what is mixed in, and the way back.
struct TrainableContexts {
    private let module: any TrainableContextModule
    /// The columns of a word's own state, and those of what is mixed in.
    private let own: Range<Int>, mixed: Range<Int>

    init(_ options: ContextOptions, hidden: Int, places: ParameterPlaces, instructions: InstructionSet) {
        (own, mixed) = options.module.columns(hidden: hidden)
        let attention = PairAttention(scale: options.module.scale(hidden: hidden))
        module =
            switch options.module {
            case .cfa:
                TrainableCombinedAttention(
                    attention, hidden: hidden, labelSize: options.labelSize, places: places,
                    instructions: instructions)
            case .twa: TrainableTwoWayAttention(attention, hidden: hidden, places: places)
            case .kvmn: TrainableKeyValueMemory(attention, places: places)
            }
    }

    /// The linear layers, whose weights have to be laid out again when they change.
    var linears: [LinearPlace] { module.linears }

    /// What the classifier reads of the labelled words of a batch whose words have the states `[read words x hidden]`.
    func forward(
        _ states: MatrixView, batch: [TrainingSequence], parameters: ParameterBuffer, memory: ContextMemory
    ) -> MatrixView {
        memory.assign(batch)
        let outputs = memory.outputs
        outputs.columns(own).gather(memory.rows.queries, of: states)
        module.apply(states, parameters: parameters, memory: memory, into: outputs.columns(mixed))
        return outputs
    }

    /// From the gradients of what the classifier reads, which lie in the memory, to those of the states, which take the
    /// place of what `stateGradients` holds.
    func backward(
        _ states: MatrixView, parameters: ParameterBuffer, gradients: GradientBuffer, stateGradients: MatrixView,
        product: TransposedProduct, memory: ContextMemory
    ) {
        let outputs = memory.outputGradients, direct = outputs.columns(own)
        for row in 0..<stateGradients.rows { stateGradients[row].update(repeating: 0) }
        // A word is labelled once, so no row is put twice.
        for (word, row) in memory.rows.queries.enumerated() { _ = stateGradients[Int(row)].update(from: direct[word]) }
        module.applyBackward(
            outputs.columns(mixed), states: states, parameters: parameters, gradients: gradients,
            stateGradients: stateGradients, product: product, memory: memory)
    }
}
