internal import Files
internal import Tensors

extension TrainableEntityModel {
    static func loadPretrained(folder: String, options: ModelOptions, seed: UInt64) throws -> ParameterBuffer {
        let file = try SafetensorsFile(path: folder + "/model.safetensors")
        let buffer = ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
        var random = RandomStream(seed: seed, purpose: .weights, number: 1)
        for (index, parameter) in buffer.parameters.enumerated() {
            let numbers = buffer[index]
            let name = file.names.contains(parameter.name) ? parameter.name : "bert." + parameter.name
            if parameter.group == .head {
                if parameter.decays { for place in numbers.indices { numbers[place] = Float.random(in: -0.03...0.03, using: &random) } }
                continue
            }
            if parameter.name == "embeddings.word_embeddings.weight" {
                for place in numbers.indices { numbers[place] = Float.random(in: -0.03...0.03, using: &random) }
            }
            let values = try file.numbers(name)
            for (place, value) in values.enumerated() { numbers[place] = value }
        }
        return buffer
    }
    enum WT { case float16 }
    func export(to path: String, type: WT) throws {
        var tensors: [Weights] = []
        for (index, parameter) in parameters.parameters.enumerated() {
            let name = parameter.group == .head ? parameter.name : "bert." + parameter.name
            tensors.append(Weights(name, shape: parameter.shape, numbers: Array(parameters[index]), type: .float16))
        }
        let file = try AtomicFile(path: path)
        try file.write(SafetensorsFile.bytes(of: tensors))
        try file.commit()
    }
}
