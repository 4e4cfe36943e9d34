internal import Files
internal import Tensors

extension ParameterBuffer {
    /// The standard deviation of new numbers: `initializer_range` of BERT.
    static let deviation = 0.02

    /// Reads parameters from a checkpoint with Hugging Face's names, with or without the prefix `bert.`.
    ///
    /// The word table may have more rows than the checkpoint's: those behind are drawn from a normal distribution of
    /// deviation 0.02, as BERT's own were. A parameter of a head that the checkpoint lacks is drawn too, with the
    /// deviation that `deviation` gives it; nil for zeros.
    ///
    /// - Parameter readsHead: whether a parameter of a head is taken from the checkpoint where that has one of its
    ///   name.
    convenience init(
        _ parameters: [Parameter], from file: SafetensorsFile, seed: UInt64,
        readsHead: (Parameter) -> Bool = { _ in true },
        deviation: (Parameter) -> Double?
    ) throws(SafetensorsError) {
        self.init(parameters: parameters)
        let prefix = file.contains("bert.\(ParameterLayout.wordTable)") ? "bert." : ""
        var random = RandomNumbers(seed: seed)
        for (index, parameter) in parameters.enumerated() {
            let isHead = parameter.group == .head
            let name = Self.checkpointName(parameter.name, in: file, prefix: isHead ? "" : prefix)
            let numbers = self[index]
            if isHead && !(file.contains(name) && readsHead(parameter)) {
                guard let deviation = deviation(parameter) else { continue }
                for place in numbers.indices { numbers[place] = random.normal(deviation: deviation) }
            } else if parameter.name == ParameterLayout.wordTable, let size = parameter.rowSize {
                let found = file.shape(of: name)?.first ?? parameter.shape[0]
                let rows = min(found, parameter.shape[0])
                let table = try file.matrix(name, rows: rows, columns: size)
                _ = numbers.update(fromContentsOf: UnsafeBufferPointer(start: table.pointer, count: rows * size))
                for place in (rows * size)..<numbers.count { numbers[place] = random.normal(deviation: Self.deviation) }
            } else if parameter.shape.count == 2 {
                let matrix = try file.matrix(name, rows: parameter.shape[0], columns: parameter.shape[1])
                _ = numbers.update(fromContentsOf: UnsafeBufferPointer(start: matrix.pointer, count: parameter.count))
            } else if parameter.shape.count > 2, file.shape(of: name) == parameter.shape {
                _ = numbers.update(fromContentsOf: try file.numbers(name))
            } else {
                _ = numbers.update(fromContentsOf: try file.vector(name, count: parameter.count))
            }
        }
    }

    /// The tensors of a checkpoint, rounded to `type`.
    func weights(type: WeightType) -> [Weights] {
        parameters.indices.map { index in
            let parameter = parameters[index]
            return Weights(parameter.name, shape: parameter.shape, numbers: Array(self[index]), type: type)
        }
    }

    /// Writes the parameters as `model.safetensors` into a folder: as a part file first, which then takes the name.
    func export(to folder: String, type: WeightType) throws(FileError) {
        let bytes = SafetensorsFile.bytes(of: weights(type: type), metadata: ["format": "pt"])
        try AtomicFile.write(bytes, to: folder + "/model.safetensors")
    }

    /// The name of a parameter in a checkpoint; those made from TensorFlow call a normalisation's numbers otherwise.
    static func checkpointName(_ name: String, in file: SafetensorsFile, prefix: String) -> String {
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
