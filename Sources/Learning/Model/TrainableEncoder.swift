internal import Encoder
internal import Tensors

/// The encoder under training: from sub-words to the states that heads read, and the way back from their gradients.
///
/// It only reads the parameters, so several threads may pass through it, each with its own memory.
final class TrainableEncoder {
    let options: EncoderOptions
    let parameters: ParameterBuffer
    let instructions: InstructionSet

    private let embeddings: TrainableEmbeddings
    private let layers: [TrainableLayer]

    init(_ options: EncoderOptions, places: ParameterPlaces, parameters: ParameterBuffer, instructions: InstructionSet)
    {
        self.options = options
        self.parameters = parameters
        self.instructions = instructions
        embeddings = TrainableEmbeddings(places)
        layers = (0..<options.encoder.layerCount).map { TrainableLayer($0, options.encoder, places, instructions) }
    }

    /// The linear layers, whose weights have to be laid out again when they change.
    var linears: [LinearPlace] { layers.flatMap(\.linears) }

    /// Takes a batch through the layers; its states that are read `[read x hidden]`, after the heads' dropout.
    func forward(_ batch: [some EncodedSequence], seeds: DropoutSeeds, memory: EncoderPassMemory) -> MatrixView {
        memory.assign(batch)
        let plan = memory.plan
        var states = memory.embedded.rows(0..<plan.lowerCount)
        embeddings.apply(
            ids: plan.ids, positions: plan.positions, parameters: parameters, dropout: seeds[.embeddings],
            record: memory.embeddedNorm, into: states, instructions: instructions)
        for (number, layer) in layers.enumerated() {
            if number == options.tagLayer, number > 0 { states = join(states, seeds, memory) }
            states = layer.apply(
                states, starts: number < options.tagLayer ? plan.lowerStarts : plan.starts,
                kept: number == layers.count - 1 ? plan.rows : nil, parameters: parameters, seeds: seeds,
                record: memory.records[number], scratch: memory.scratch)
        }
        seeds[.head].apply(states, instructions: instructions)
        return states
    }

    /// Goes back from the gradients of the states that are read, which lie in `memory.stateGradients`.
    func backward(seeds: DropoutSeeds, gradients: GradientBuffer, memory: EncoderPassMemory) {
        let plan = memory.plan
        seeds[.head].apply(memory.stateGradients, instructions: instructions)
        var gradient = memory.scratch.gradient.rows(0..<plan.count)
        for number in layers.indices.reversed() {
            layers[number].applyBackward(
                gradient, input: input(of: number, memory).rows(0..<gradient.rows),
                starts: number < options.tagLayer ? plan.lowerStarts : plan.starts,
                kept: number == layers.count - 1 ? plan.rows : nil, parameters: parameters, gradients: gradients,
                seeds: seeds, record: memory.records[number], scratch: memory.scratch)
            if number == options.tagLayer, number > 0 {
                gradient = part(gradient, seeds: seeds, gradients: gradients, memory)
            }
        }
        embeddings.applyBackward(
            gradient, ids: plan.ids, positions: plan.positions, parameters: parameters, gradients: gradients,
            dropout: seeds[.embeddings], record: memory.embeddedNorm, instructions: instructions)
    }

    private func input(of layer: Int, _ memory: EncoderPassMemory) -> Matrix {
        if layer == 0 { return memory.embedded }
        return layer == options.tagLayer ? memory.joined : memory.records[layer - 1].output
    }

    /// The states of the lower layers with the tags' rows between them.
    private func join(_ states: MatrixView, _ seeds: DropoutSeeds, _ memory: EncoderPassMemory) -> MatrixView {
        let plan = memory.plan
        let tags = memory.tags.rows(0..<plan.tags.count), joined = memory.joined.rows(0..<plan.count)
        embeddings.apply(
            ids: plan.tags, positions: plan.tagPositions, parameters: parameters, dropout: seeds[.tags],
            record: memory.tagsNorm, into: tags, instructions: instructions)
        for (row, origin) in plan.origins.enumerated() {
            let from = origin >= 0 ? states[Int(origin)] : tags[Int(-1 - origin)]
            _ = joined[row].update(from: from)
        }
        return joined
    }

    /// The way back of `join`: the gradient of the lower layers' states, in place.
    private func part(
        _ gradient: MatrixView, seeds: DropoutSeeds, gradients: GradientBuffer, _ memory: EncoderPassMemory
    ) -> MatrixView {
        let plan = memory.plan
        let tags = memory.tags.rows(0..<plan.tags.count)
        // A row below never stands behind the row above that it became, so the rows can move up in their order.
        for (row, origin) in plan.origins.enumerated() {
            let to = origin >= 0 ? gradient[Int(origin)] : tags[Int(-1 - origin)]
            if origin != row { _ = to.update(from: gradient[row]) }
        }
        embeddings.applyBackward(
            tags, ids: plan.tags, positions: plan.tagPositions, parameters: parameters, gradients: gradients,
            dropout: seeds[.tags], record: memory.tagsNorm, instructions: instructions)
        return gradient.rows(0..<plan.lowerCount)
    }
}
