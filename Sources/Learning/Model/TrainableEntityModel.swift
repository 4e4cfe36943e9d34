internal import Encoder
public import Tensors

/// An entity model under training: losses and gradients of batches, and the labels it would give.
///
/// Several threads may run steps at once, each with its own workspace and gradients, as long as nobody changes the
/// parameters; after a change, `refresh` comes before the next step.
public final class TrainableEntityModel: @unchecked Sendable {
    /// What it is made of.
    public let options: ModelOptions
    /// Its parameters.
    public let parameters: ParameterBuffer

    let encoder: TrainableEncoder
    /// What mixes contexts into the words' states; nil for nothing.
    let contexts: TrainableContexts?
    let classifier: LinearPlace
    let field: (start: Int, transitions: Int, end: Int)?
    private let linears: [LinearPlace]

    /// Makes a model that reads these parameters, which are laid out as `ParameterLayout` says.
    public init(options: ModelOptions, parameters: ParameterBuffer, instructions: InstructionSet = .best) {
        precondition(parameters.parameters == ParameterLayout.parameters(of: options), "the parameters of such a model")
        self.options = options
        self.parameters = parameters
        let places = ParameterPlaces(parameters, epsilon: options.encoder.normEpsilon, instructions: instructions)
        encoder = TrainableEncoder(
            options.encoderOptions, places: places, parameters: parameters, instructions: instructions)
        classifier = places.linear("classifier")
        contexts = options.contexts.map {
            TrainableContexts(
                $0, hidden: options.encoder.hiddenSize, places: places, instructions: instructions)
        }
        linears = encoder.linears + [classifier] + (contexts?.linears ?? [])
        func offset(_ name: String) -> Int { parameters.parameters[places.index(name)].offset }
        field =
            options.decoder == .softmax
            ? nil : (offset("crf.start_transitions"), offset("crf.transitions"), offset("crf.end_transitions"))
        refresh()
    }

    /// Takes note of changed parameters: lays the weights out for the products, on this many threads.
    public func refresh(threads: Int = 1) { LinearPlace.refresh(linears, parameters, threads: threads) }

    /// Adds the gradients of a batch's summed loss to `gradients`.
    ///
    /// - Parameter seed: decides what dropout drops; batches that are computed for one update take different ones.
    public func step(
        _ batch: [TrainingSequence], seed: UInt64, gradients: GradientBuffer, workspace: TrainingWorkspace
    ) -> StepResult {
        precondition(gradients.parameters == parameters.parameters, "gradients of this model")
        let seeds = DropoutSeeds(options.encoderOptions, seed: seed)
        forward(batch, seeds: seeds, workspace: workspace)
        let words = workspace.labels.count
        guard words > 0 else { return StepResult() }
        let loss = lossGradient(workspace, gradients: gradients)
        encoder.backward(seeds: seeds, gradients: gradients, memory: workspace.encoder)
        return StepResult(loss: loss, words: words)
    }

    /// The loss of a batch without dropout.
    public func loss(_ batch: [TrainingSequence], workspace: TrainingWorkspace) -> StepResult {
        forward(batch, seeds: DropoutSeeds(options.encoderOptions, seed: nil), workspace: workspace)
        let loss = decode(workspace, fieldGradients: workspace.unusedFieldGradients)
        return StepResult(loss: loss, words: workspace.labels.count)
    }

    /// The labels of the labelled words of every sequence, without dropout: what labels the words have is not looked
    /// at.
    public func predict(_ batch: [TrainingSequence], workspace: TrainingWorkspace) -> [[Int32]] {
        forward(batch, seeds: DropoutSeeds(options.encoderOptions, seed: nil), workspace: workspace)
        let starts = workspace.wordStarts
        return (0..<batch.count).map { sequence in
            let logits = workspace.logits.rows(starts[sequence]..<starts[sequence + 1])
            guard let weights = fieldWeights(in: parameters.pointer) else { return CrossEntropy.labels(logits) }
            return workspace.field.best(logits, weights: weights)
        }
    }

    /// The random field's weights in a flat buffer, or nil with softmax.
    func fieldWeights(in buffer: UnsafeMutablePointer<Float>) -> ConditionalRandomField.Weights? {
        field.map { place in
            ConditionalRandomField.Weights(
                start: buffer + place.start, transitions: buffer + place.transitions, end: buffer + place.end)
        }
    }
}

extension TrainableEntityModel: TrainableModel {
    /// A workspace for models of these options.
    public func makeWorkspace() -> TrainingWorkspace { TrainingWorkspace(options) }

    /// A model of these options that reads other parameters.
    public func sharingShape(with parameters: ParameterBuffer) -> TrainableEntityModel {
        TrainableEntityModel(options: options, parameters: parameters)
    }
}
