internal import Tensors

extension TrainableEntityModel {
    /// Fills the workspace up to the logits of the labelled words.
    func forward(_ batch: [TrainingSequence], seeds: DropoutSeeds, workspace: TrainingWorkspace) {
        workspace.assign(batch)
        let plan = workspace.plan
        var states = workspace.embedded.rows(0..<plan.lowerCount)
        embeddings.apply(
            ids: plan.ids, positions: plan.positions, parameters: parameters, dropout: seeds[.embeddings],
            record: workspace.embeddedNorm, into: states, instructions: instructions)
        for (number, layer) in layers.enumerated() {
            if number == options.tagLayer, number > 0 { states = join(states, seeds, workspace) }
            states = layer.apply(
                states, starts: number < options.tagLayer ? plan.lowerStarts : plan.starts,
                kept: number == layers.count - 1 ? plan.rows : nil, parameters: parameters, seeds: seeds,
                record: workspace.records[number], scratch: workspace.scratch)
        }
        seeds[.head].apply(states, instructions: instructions)
        classifier.apply(
            states, into: workspace.logits.rows(0..<states.rows), bias: classifier.bias(in: parameters.pointer))
    }

    /// The loss of the logits; their gradients take their place.
    func decode(_ workspace: TrainingWorkspace, fieldGradients: ConditionalRandomField.Weights?) -> Double {
        let plan = workspace.plan
        let logits = workspace.logits.rows(0..<plan.rows.count)
        guard let weights = fieldWeights(in: parameters.pointer), let fieldGradients else {
            return CrossEntropy(smoothing: options.labelSmoothing).apply(logits, labels: plan.labels)
        }
        var loss = 0.0
        for sequence in 0..<plan.wordStarts.count - 1 {
            let words = plan.wordStarts[sequence]..<plan.wordStarts[sequence + 1]
            loss += workspace.field.apply(
                logits.rows(words), gold: plan.labels[words], weights: weights, gradients: fieldGradients)
        }
        return loss
    }

    /// The loss; the gradient of the last layer's output `[words x hidden]` goes to the workspace, that of the head to
    /// `gradients`.
    func lossGradient(_ workspace: TrainingWorkspace, gradients: GradientBuffer) -> Double {
        let loss = decode(workspace, fieldGradients: fieldWeights(in: gradients.pointer))
        let logits = workspace.logits.rows(0..<workspace.plan.rows.count)
        logits.addColumnSums(to: classifier.bias(in: gradients.pointer), instructions: instructions)
        classifier.addGradient(
            logits, input: workspace.wordStates, to: gradients.pointer, product: workspace.scratch.product)
        classifier.applyBackward(logits, into: workspace.scratch.gradient.rows(0..<logits.rows))
        return loss
    }

    /// Goes back from the gradients of the labelled words' states.
    func backward(seeds: DropoutSeeds, gradients: GradientBuffer, workspace: TrainingWorkspace) {
        let plan = workspace.plan
        seeds[.head].apply(workspace.scratch.gradient.rows(0..<plan.rows.count), instructions: instructions)
        var gradient = workspace.scratch.gradient.rows(0..<plan.count)
        for number in layers.indices.reversed() {
            layers[number].applyBackward(
                gradient, input: input(of: number, workspace).rows(0..<gradient.rows),
                starts: number < options.tagLayer ? plan.lowerStarts : plan.starts,
                kept: number == layers.count - 1 ? plan.rows : nil, parameters: parameters, gradients: gradients,
                seeds: seeds, record: workspace.records[number], scratch: workspace.scratch)
            if number == options.tagLayer, number > 0 {
                gradient = part(gradient, seeds: seeds, gradients: gradients, workspace)
            }
        }
        embeddings.applyBackward(
            gradient, ids: plan.ids, positions: plan.positions, parameters: parameters, gradients: gradients,
            dropout: seeds[.embeddings], record: workspace.embeddedNorm, instructions: instructions)
    }

    private func input(of layer: Int, _ workspace: TrainingWorkspace) -> Matrix {
        if layer == 0 { return workspace.embedded }
        return layer == options.tagLayer ? workspace.joined : workspace.records[layer - 1].output
    }

    /// The states of the lower layers with the tags' rows between them.
    private func join(_ states: MatrixView, _ seeds: DropoutSeeds, _ workspace: TrainingWorkspace) -> MatrixView {
        let plan = workspace.plan
        let tags = workspace.tags.rows(0..<plan.tags.count), joined = workspace.joined.rows(0..<plan.count)
        embeddings.apply(
            ids: plan.tags, positions: plan.tagPositions, parameters: parameters, dropout: seeds[.tags],
            record: workspace.tagsNorm, into: tags, instructions: instructions)
        for (row, origin) in plan.origins.enumerated() {
            let from = origin >= 0 ? states[Int(origin)] : tags[Int(-1 - origin)]
            _ = joined[row].update(from: from)
        }
        return joined
    }

    /// The way back of `join`: the gradient of the lower layers' states, in place.
    private func part(
        _ gradient: MatrixView, seeds: DropoutSeeds, gradients: GradientBuffer, _ workspace: TrainingWorkspace
    ) -> MatrixView {
        let plan = workspace.plan
        let tags = workspace.tags.rows(0..<plan.tags.count)
        // A row below never stands behind the row above that it became, so the rows can move up in their order.
        for (row, origin) in plan.origins.enumerated() {
            let to = origin >= 0 ? gradient[Int(origin)] : tags[Int(-1 - origin)]
            if origin != row { _ = to.update(from: gradient[row]) }
        }
        embeddings.applyBackward(
            tags, ids: plan.tags, positions: plan.tagPositions, parameters: parameters, gradients: gradients,
            dropout: seeds[.tags], record: workspace.tagsNorm, instructions: instructions)
        return gradient.rows(0..<plan.lowerCount)
    }
}
