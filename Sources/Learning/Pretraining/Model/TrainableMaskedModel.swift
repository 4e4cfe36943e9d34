internal import Encoder
public import Tensors

/// A masked language model under training: an encoder, and a head that guesses hidden sub-words.
///
/// Several threads may run steps at once, each with its own workspace and gradients, as long as nobody changes the
/// parameters; after a change, `refresh` comes before the next step.
public final class TrainableMaskedModel: @unchecked Sendable {
    /// What it is made of.
    public let options: MaskedModelOptions
    /// Its parameters.
    public let parameters: ParameterBuffer

    private let encoder: TrainableEncoder
    private let head: PredictionHead
    private let linears: [LinearPlace]
    private let blockRows: Int

    /// Makes a model that reads these parameters, which are laid out as `ParameterLayout` says.
    ///
    /// - Parameter blockRows: how many sub-words the head takes at once.
    public init(
        options: MaskedModelOptions, parameters: ParameterBuffer, blockRows: Int = 2048,
        instructions: InstructionSet = .best
    ) {
        precondition(parameters.parameters == ParameterLayout.parameters(of: options), "the parameters of such a model")
        self.options = options
        self.parameters = parameters
        self.blockRows = blockRows
        let places = ParameterPlaces(parameters, epsilon: options.encoder.normEpsilon, instructions: instructions)
        encoder = TrainableEncoder(
            options.encoderOptions, places: places, parameters: parameters, instructions: instructions)
        head = PredictionHead(
            places, parameters: parameters, vocabulary: options.encoder.vocabularySize, blockRows: blockRows,
            instructions: instructions)
        linears = encoder.linears + head.linears
        refresh()
    }

    /// Takes note of changed parameters: lays the weights out for the products, on this many threads.
    public func refresh(threads: Int = 1) { LinearPlace.refresh(linears, parameters, threads: threads) }

    /// Runs a batch up to the logits' gradients, which lie in the workspace.
    private func run(_ batch: [MaskedSequence], seeds: DropoutSeeds, workspace: MaskedWorkspace) {
        let states = encoder.forward(batch, seeds: seeds, memory: workspace.encoder)
        let memory = workspace.head, rows = states.rows
        workspace.assignGold(of: batch)
        head.forward(states, parameters: parameters, memory: memory)
        memory.logits.rows(0..<rows).assignCrossEntropyGradient(
            gold: workspace.gold, losses: &memory.losses, hits: &memory.hits, instructions: encoder.instructions)
    }

    /// The dropouts of a step: the head reads the states as they are.
    private func seeds(_ seed: UInt64?) -> DropoutSeeds {
        DropoutSeeds(options.encoderOptions, dropsHead: false, seed: seed)
    }
}

extension TrainableMaskedModel: TrainableModel {
    /// A workspace for models of these options.
    public func makeWorkspace() -> MaskedWorkspace { MaskedWorkspace(options, instructions: encoder.instructions) }

    /// A model of these options that reads other parameters.
    public func sharingShape(with parameters: ParameterBuffer) -> TrainableMaskedModel {
        TrainableMaskedModel(
            options: options, parameters: parameters, blockRows: blockRows, instructions: encoder.instructions)
    }

    /// Adds the gradients of a batch's summed loss to `gradients`.
    ///
    /// - Parameter seed: decides what dropout drops.
    public func step(
        _ batch: [MaskedSequence], seed: UInt64, gradients: GradientBuffer, workspace: MaskedWorkspace
    ) -> StepResult {
        precondition(gradients.parameters == parameters.parameters, "gradients of this model")
        guard batch.contains(where: { !$0.positions.isEmpty }) else { return StepResult() }
        let seeds = seeds(seed)
        run(batch, seeds: seeds, workspace: workspace)
        head.backward(
            workspace.encoder.states, parameters: parameters, gradients: gradients,
            stateGradients: workspace.encoder.stateGradients, product: workspace.encoder.scratch.product,
            memory: workspace.head)
        encoder.backward(seeds: seeds, gradients: gradients, memory: workspace.encoder)
        let words = workspace.gold.count
        return StepResult(loss: workspace.head.losses[..<words].reduce(0) { $0 + Double($1) }, words: words)
    }

    /// How well the hidden sub-words of every sequence are guessed, without dropout.
    public func predict(_ batch: [MaskedSequence], workspace: MaskedWorkspace) -> [MaskedPrediction] {
        guard batch.contains(where: { !$0.positions.isEmpty }) else { return batch.map { _ in MaskedPrediction() } }
        run(batch, seeds: seeds(nil), workspace: workspace)
        var first = 0
        return batch.map { sequence in
            let rows = first..<first + sequence.positions.count
            first = rows.upperBound
            return MaskedPrediction(
                loss: workspace.head.losses[rows].reduce(0) { $0 + Double($1) }, words: rows.count,
                hits: workspace.head.hits[rows].reduce(0) { $0 + Int($1) })
        }
    }
}

/// The memory that one thread trains a masked language model in.
public final class MaskedWorkspace {
    /// What the encoder keeps, and what the head does.
    let encoder: EncoderPassMemory, head: PredictionMemory
    /// The hidden sub-words of the batch.
    private(set) var gold: [Int32] = []

    init(_ options: MaskedModelOptions, instructions: InstructionSet) {
        encoder = EncoderPassMemory(options.encoderOptions, tokens: 0, longest: 0, instructions: instructions)
        head = PredictionMemory(hidden: options.encoder.hiddenSize, vocabulary: options.encoder.vocabularySize)
    }

    /// Takes the hidden sub-words of a batch.
    func assignGold(of batch: [MaskedSequence]) {
        gold.removeAll(keepingCapacity: true)
        for sequence in batch { gold += sequence.gold }
    }
}
