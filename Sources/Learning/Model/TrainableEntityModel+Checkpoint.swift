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
    /// - Parameter headRows: for each label the row that the checkpoint's head has it in; nil for the same order.
    /// - Throws: `SafetensorsError` when a tensor is missing or has another shape.
    public static func loadPretrained(
        _ file: SafetensorsFile, options: ModelOptions, seed: UInt64, headRows: [Int]? = nil
    ) throws(SafetensorsError) -> ParameterBuffer {
        let buffer = try ParameterBuffer(ParameterLayout.parameters(of: options), from: file, seed: seed) { parameter in
            parameter.name == "classifier.weight" ? ParameterBuffer.deviation : nil
        }
        guard let headRows else { return buffer }
        for (index, parameter) in buffer.parameters.enumerated()
        where parameter.group == .head && file.contains(parameter.name) {
            reorder(buffer[index], of: parameter, rows: headRows)
        }
        return buffer
    }

    /// The tensors of a checkpoint, rounded to `type`: what a model folder's `model.safetensors` holds.
    public static func weights(of buffer: ParameterBuffer, type: WeightType) -> [Weights] {
        buffer.weights(type: type)
    }

    /// Writes the parameters as `model.safetensors` into a folder: as a part file first, which then takes the name.
    public func export(to folder: String, type: WeightType) throws(FileError) {
        try parameters.export(to: folder, type: type)
    }

    /// Puts the rows of a part of the head in the order of the labels, and the columns of what has one a label.
    private static func reorder(_ numbers: UnsafeMutableBufferPointer<Float>, of parameter: Parameter, rows: [Int]) {
        precondition(rows.sorted() == Array(0..<parameter.shape[0]), "a row for every label")
        let old = Array(numbers), width = parameter.count / parameter.shape[0]
        let isSquare = parameter.name == "crf.transitions"
        for (row, source) in rows.enumerated() {
            for column in 0..<width {
                numbers[row * width + column] = old[source * width + (isSquare ? rows[column] : column)]
            }
        }
    }
}
