internal import Encoder
internal import Glibc
public import Tensors

extension TrainableMaskedModel {
    /// The parameters of a model whose encoder starts from a checkpoint with Hugging Face's names.
    ///
    /// The head is the checkpoint's where that has a whole one of this shape. Otherwise its dense layer is drawn with
    /// BERT's deviation, its normalisation begins with gains of 1, and its bias with the logarithms of how often the
    /// sub-words occur: so the first thing that it would have to learn is there from the start.
    ///
    /// - Parameter counts: how often each entry of the vocabulary occurs in the texts.
    /// - Throws: `SafetensorsError` when a tensor of the encoder is missing or has another shape.
    public static func loadPretrained(
        _ file: SafetensorsFile, options: MaskedModelOptions, counts: [Int], seed: UInt64
    ) throws(SafetensorsError) -> ParameterBuffer {
        precondition(counts.count == options.encoder.vocabularySize, "a count for every sub-word")
        let parameters = ParameterLayout.parameters(of: options)
        let hasHead = hasHead(file, options: options)
        let buffer = try ParameterBuffer(parameters, from: file, seed: seed, readsHead: { _ in hasHead }) {
            $0.name == "\(PredictionHead.dense).weight" ? ParameterBuffer.deviation : nil
        }
        guard !hasHead else { return buffer }
        buffer["\(PredictionHead.norm).weight"].update(repeating: 1)
        // Laplace's rule: what does not occur is reckoned as rare, not as impossible.
        let total = log(Double(counts.reduce(0, +) + counts.count)), bias = buffer[PredictionHead.bias]
        for (entry, count) in counts.enumerated() { bias[entry] = Float(log(Double(count + 1)) - total) }
        return buffer
    }

    /// Whether a checkpoint has a head of the shape that a model has.
    static func hasHead(_ file: SafetensorsFile, options: MaskedModelOptions) -> Bool {
        ParameterLayout.parameters(of: options).filter { $0.group == .head }.allSatisfy { parameter in
            file.shape(of: ParameterBuffer.checkpointName(parameter.name, in: file, prefix: "")) == parameter.shape
        }
    }

    /// The encoder's parameters, without the head, in a buffer of their own.
    var encoderParameters: ParameterBuffer {
        let buffer = ParameterBuffer(parameters: ParameterListing(encoder: options.encoder).parameters)
        for (index, parameter) in buffer.parameters.enumerated() {
            _ = buffer[index].update(fromContentsOf: UnsafeBufferPointer(parameters[parameter.name]))
        }
        return buffer
    }
}
