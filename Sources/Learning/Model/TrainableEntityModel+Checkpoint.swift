internal import Encoder
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
        let buffer = ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
        let prefix = file.contains("bert.\(ParameterLayout.wordTable)") ? "bert." : ""
        var random = RandomNumbers(seed: seed)
        for (index, parameter) in buffer.parameters.enumerated() {
            let isHead = parameter.group == .head
            let name = checkpointName(parameter.name, in: file, prefix: isHead ? "" : prefix)
            let numbers = buffer[index]
            if isHead && !file.contains(name) {
                guard parameter.name == "classifier.weight" else { continue }
                for place in numbers.indices { numbers[place] = random.normal(deviation: deviation) }
            } else if parameter.name == ParameterLayout.wordTable, let size = parameter.rowSize {
                let found = file.shape(of: name)?.first ?? parameter.shape[0]
                let rows = min(found, parameter.shape[0])
                let table = try file.matrix(name, rows: rows, columns: size)
                _ = numbers.update(fromContentsOf: UnsafeBufferPointer(start: table.pointer, count: rows * size))
                for place in (rows * size)..<numbers.count { numbers[place] = random.normal(deviation: deviation) }
            } else if parameter.shape.count == 2 {
                let matrix = try file.matrix(name, rows: parameter.shape[0], columns: parameter.shape[1])
                _ = numbers.update(fromContentsOf: UnsafeBufferPointer(start: matrix.pointer, count: parameter.count))
            } else {
                _ = numbers.update(fromContentsOf: try file.vector(name, count: parameter.count))
            }
            if isHead, let headRows { reorder(numbers, of: parameter, rows: headRows) }
        }
        return buffer
    }

    /// The tensors of a checkpoint, rounded to `type`: what a model folder's `model.safetensors` holds.
    public static func weights(of buffer: ParameterBuffer, type: WeightType) -> [Weights] {
        buffer.parameters.indices.map { index in
            let parameter = buffer.parameters[index]
            return Weights(parameter.name, shape: parameter.shape, numbers: Array(buffer[index]), type: type)
        }
    }

    /// Writes the parameters as `model.safetensors` into a folder: as a part file first, which then takes the name.
    public func export(to folder: String, type: WeightType) throws(FileError) {
        let file = try AtomicFile(path: folder + "/model.safetensors")
        let tensors = Self.weights(of: parameters, type: type)
        try file.write(SafetensorsFile.bytes(of: tensors, metadata: ["format": "pt"]))
        try file.commit()
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

    /// The standard deviation of new numbers: `initializer_range` of BERT.
    private static let deviation = 0.02

    /// The name of a parameter in a checkpoint; those made from TensorFlow call a normalisation's numbers otherwise.
    private static func checkpointName(_ name: String, in file: SafetensorsFile, prefix: String) -> String {
        let old =
            if name.hasSuffix("LayerNorm.weight") {
                prefix + name.dropLast("weight".count) + "gamma"
            } else if name.hasSuffix("LayerNorm.bias") {
                prefix + name.dropLast("bias".count) + "beta"
            } else {
                prefix + name
            }
        return file.contains(old) ? old : prefix + name
    }
}
