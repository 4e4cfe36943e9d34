internal import Tensors

extension TrainableEntityModel {
    /// Fills the workspace up to the logits of the labelled words.
    func forward(_ batch: [TrainingSequence], seeds: DropoutSeeds, workspace: TrainingWorkspace) {
        let states = encoder.forward(batch, seeds: seeds, memory: workspace.encoder)
        workspace.assignLabels(of: batch)
        var words = states
        if let contexts, let memory = workspace.contexts {
            words = contexts.forward(states, batch: batch, parameters: parameters, memory: memory)
        }
        classifier.apply(
            words, into: workspace.logits.rows(0..<words.rows), bias: classifier.bias(in: parameters.pointer))
    }

    /// The loss of the logits; their gradients take their place.
    func decode(_ workspace: TrainingWorkspace, fieldGradients: ConditionalRandomField.Weights?) -> Double {
        let labels = workspace.labels, starts = workspace.wordStarts
        let logits = workspace.logits.rows(0..<labels.count)
        guard let weights = fieldWeights(in: parameters.pointer), let fieldGradients else {
            return CrossEntropy(smoothing: options.labelSmoothing).apply(logits, labels: labels)
        }
        var loss = 0.0
        for sequence in 0..<starts.count - 1 {
            let words = starts[sequence]..<starts[sequence + 1]
            loss += workspace.field.apply(
                logits.rows(words), gold: labels[words], weights: weights, gradients: fieldGradients)
        }
        return loss
    }

    /// The loss; the gradient of the last layer's output `[read words x hidden]` goes to the workspace, that of the
    /// head to `gradients`.
    func lossGradient(_ workspace: TrainingWorkspace, gradients: GradientBuffer) -> Double {
        let loss = decode(workspace, fieldGradients: fieldWeights(in: gradients.pointer))
        let logits = workspace.logits.rows(0..<workspace.labels.count)
        logits.addColumnSums(to: classifier.bias(in: gradients.pointer), instructions: encoder.instructions)
        let product = workspace.encoder.scratch.product, stateGradients = workspace.encoder.stateGradients
        classifier.addGradient(logits, input: workspace.wordStates, to: gradients.pointer, product: product)
        guard let contexts, let memory = workspace.contexts else {
            classifier.applyBackward(logits, into: stateGradients)
            return loss
        }
        classifier.applyBackward(logits, into: memory.outputGradients)
        contexts.backward(
            workspace.encoder.states, parameters: parameters, gradients: gradients, stateGradients: stateGradients,
            product: product, memory: memory)
        return loss
    }
}
