public import Files
public import Tensors

extension TrainableEntityModel {
    /// The parameters of a model that starts from a checkpoint with Hugging Face's names, with or without the prefix
    /// `bert.`, in Float32 or 16 bits.
    ///
    /// The word table may have fewer rows than the model's vocabulary: the rows behind (new tags) are drawn from a normal
    /// distribution of deviation 0.02, as BERT's own were. So are the classifier's weights when the checkpoint has none;
    /// its bias and a missing random field are 0.
    ///
    /// - Throws: `SafetensorsError` when a tensor is missing or has another shape.
    public static func loadPretrained(
        _ file: SafetensorsFile, options: ModelOptions, seed: UInt64
    ) throws(SafetensorsError) -> ParameterBuffer {
        try ParameterBuffer(ParameterLayout.parameters(of: options), from: file, seed: seed) { parameter in
            parameter.name == "classifier.weight" ? ParameterBuffer.deviation : nil
        }
    }

    /// The tensors of a checkpoint, rounded to `type`: what a model folder's `model.safetensors` holds.
    public static func weights(of buffer: ParameterBuffer, type: WeightType) -> [Weights] {
        buffer.weights(type: type)
    }

    /// Writes the parameters as `model.safetensors` into a folder: as a part file first, which then takes the name.
    public func export(to folder: String, type: WeightType) throws(FileError) {
        try parameters.export(to: folder, type: type)
    }
}
