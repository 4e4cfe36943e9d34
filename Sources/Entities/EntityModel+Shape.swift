public import Encoder

extension EntityModel {
    /// Sizes of the model's encoder.
    public var encoderConfiguration: EncoderConfiguration { encoder.configuration }
}

extension EntityModel {
    /// Takes a batch through the first layers.
    func run(_ batch: PackedBatch, layers: Range<Int>, workspace: EncoderWorkspace) {
        do {
            try encoder.embed(batch, workspace: workspace)
        } catch {
            // Numbers come from the model's own vocabulary and lengths from its own limit.
            preconditionFailure("the encoder refused a batch made for it: \(error)")
        }
        encoder.run(layers: layers, workspace: workspace)
    }
}
