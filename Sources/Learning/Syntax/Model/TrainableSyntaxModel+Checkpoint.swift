internal import Encoder
public import Tensors

extension TrainableSyntaxModel {
    /// The parameters of a model whose encoder starts from a checkpoint with Hugging Face's names, of which the lower
    /// layers may be all that is used. New tags are drawn as BERT's embeddings were.
    ///
    /// The heads are always drawn, whatever the checkpoint has: the numbers of its labels mean something else. Products
    /// of pairs and parts of speech get BERT's deviation 0.02, the layers before them 1 / sqrt(hidden), which keeps the
    /// size of the states; biases are 0.
    ///
    /// - Throws: `SafetensorsError` when a tensor of the encoder is missing or has another shape.
    public static func loadPretrained(
        _ file: SafetensorsFile, options: SyntaxModelOptions, seed: UInt64
    ) throws(SafetensorsError) -> ParameterBuffer {
        let layers = Set(VectorColumns.names.map { "\($0.name).weight" })
        return try ParameterBuffer(
            ParameterLayout.parameters(of: options), from: file, seed: seed, readsHead: { _ in false }
        ) { parameter in
            if parameter.name.hasSuffix(".bias") { return nil }
            guard layers.contains(parameter.name) else { return ParameterBuffer.deviation }
            return 1 / Double(options.encoder.hiddenSize).squareRoot()
        }
    }
}
