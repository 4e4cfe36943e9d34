internal import Encoder
internal import Syntax
public import Tensors

/// A syntax model under training: parts of speech, arcs, relations and constituents on one encoder.
public final class TrainableSyntaxModel: @unchecked Sendable {
    /// What it is made of.
    public let options: SyntaxModelOptions
    /// Its parameters.
    public let parameters: ParameterBuffer

    let encoder: TrainableEncoder
    let tags: LinearPlace
    let vectors: LinearPlace
    let columns: VectorColumns
    let arcs: TrainableArcs
    let relations: TrainableRelations
    let spans: TrainableSpans
    private let linears: [LinearPlace]

    /// Makes a model that reads these parameters, which are laid out as `ParameterLayout` says.
    public init(options: SyntaxModelOptions, parameters: ParameterBuffer, instructions: InstructionSet = .best) {
        precondition(parameters.parameters == ParameterLayout.parameters(of: options), "the parameters of such a model")
        self.options = options
        self.parameters = parameters
        let places = ParameterPlaces(parameters, epsilon: options.encoder.normEpsilon, instructions: instructions)
        let labels = options.labels, sizes = options.sizes
        columns = VectorColumns(sizes)
        encoder = TrainableEncoder(
            options.encoderOptions, places: places, parameters: parameters, instructions: instructions)
        tags = places.stack(["xpos", "upos"])
        vectors = places.stack(VectorColumns.names.map(\.name))
        arcs = TrainableArcs(
            weights: places.rows(0..<sizes.arc + 1, of: "arc.biaffine.weight"), columns: columns)
        relations = TrainableRelations(
            weights: places.rows(0..<labels.relations * (sizes.relation + 1), of: "relation.biaffine.weight"),
            columns: columns, labels: labels.relations)
        spans = TrainableSpans(
            places, offset: parameters.parameters[places.index("span.biaffine.weight")].offset,
            labels: labels.constituents, columns: columns)
        linears = encoder.linears + [tags, vectors, arcs.weights, relations.weights] + spans.groups.map(\.weights)
        refresh()
    }

    /// Takes note of changed parameters: lays the weights out for the products, on this many threads.
    public func refresh(threads: Int = 1) { LinearPlace.refresh(linears, parameters, threads: threads) }
}

extension TrainableSyntaxModel: TrainableModel {
    /// A workspace for models of these options.
    public func makeWorkspace() -> SyntaxWorkspace { SyntaxWorkspace(options, instructions: encoder.instructions) }

    /// A model of these options that reads other parameters.
    public func sharingShape(with parameters: ParameterBuffer) -> TrainableSyntaxModel {
        TrainableSyntaxModel(options: options, parameters: parameters, instructions: encoder.instructions)
    }

    /// Adds the gradients of a batch's summed loss to `gradients`.
    ///
    /// - Parameter seed: decides what dropout drops; without one nothing is dropped.
    public func step(
        _ batch: [SyntaxSequence], seed: UInt64, gradients: GradientBuffer, workspace: SyntaxWorkspace
    ) -> StepResult {
        precondition(gradients.parameters == parameters.parameters, "gradients of this model")
        guard !batch.isEmpty else { return StepResult() }
        let seeds = DropoutSeeds(options.encoderOptions, vectors: options.vectorDropout, seed: seed)
        forward(batch, seeds: seeds, workspace: workspace)
        let result = lossGradient(batch, seeds: seeds, gradients: gradients, workspace: workspace)
        workspace.spreadGradients()
        encoder.backward(seeds: seeds, gradients: gradients, memory: workspace.encoder)
        return result
    }

    /// The syntax of every sentence, without dropout: what syntax the sentences have is not looked at.
    public func predict(_ batch: [SyntaxSequence], workspace: SyntaxWorkspace) -> [SyntaxPrediction] {
        guard !batch.isEmpty else { return [] }
        forward(batch, seeds: DropoutSeeds(options.encoderOptions, seed: nil), workspace: workspace)
        return decode(workspace)
    }
}
