internal import Tensors

/// Finds the layers of a model in the flat buffer by their names.
struct ParameterPlaces {
    private let parameters: ParameterBuffer
    private let epsilon: Float
    private let instructions: InstructionSet

    init(_ parameters: ParameterBuffer, epsilon: Float, instructions: InstructionSet) {
        self.parameters = parameters
        self.epsilon = epsilon
        self.instructions = instructions
    }

    /// The number of a parameter.
    func index(_ name: String) -> Int {
        guard let index = parameters.index(of: name) else { preconditionFailure("no parameter is called \(name)") }
        return index
    }

    /// The linear layer `name`, or as many of one shape that follow each other.
    func linear(_ name: String, count: Int = 1) -> LinearPlace {
        let weight = parameters.parameters[index("\(name).weight")]
        return LinearPlace(
            outputs: count * weight.shape[0], inputs: weight.shape[1], weight: weight.offset,
            bias: parameters.parameters[index("\(name).bias")].offset, instructions: instructions)
    }

    /// Linear layers of the same inputs that follow each other without a gap, as one.
    func stack(_ names: [String]) -> LinearPlace {
        let weights = names.map { parameters.parameters[index("\($0).weight")] }
        return LinearPlace(
            outputs: weights.reduce(0) { $0 + $1.shape[0] }, inputs: weights[0].shape[1], weight: weights[0].offset,
            bias: parameters.parameters[index("\(names[0]).bias")].offset, instructions: instructions)
    }

    /// Rows of the weights `name`, seen as a matrix of rows of its last size, as a layer without a bias.
    func rows(_ range: Range<Int>, of name: String) -> LinearPlace {
        let weights = parameters.parameters[index(name)], columns = weights.shape[weights.shape.count - 1]
        return LinearPlace(
            outputs: range.count, inputs: columns, weight: weights.offset + range.lowerBound * columns, bias: nil,
            instructions: instructions)
    }

    /// Columns of the weights of the linear layer `name`, as a layer of its own; with the layer's bias or without one.
    func columns(_ range: Range<Int>, of name: String, hasBias: Bool) -> LinearPlace {
        let weights = parameters.parameters[index("\(name).weight")]
        return LinearPlace(
            outputs: weights.shape[0], inputs: range.count, weight: weights.offset + range.lowerBound,
            stride: weights.shape[1], bias: hasBias ? parameters.parameters[index("\(name).bias")].offset : nil,
            instructions: instructions)
    }

    /// The table `name` `[rows x columns]`.
    func table(_ name: String) -> TablePlace {
        TablePlace(number: index(name), parameter: parameters.parameters[index(name)])
    }

    /// The normalisation `name`.
    func norm(_ name: String) -> NormPlace {
        NormPlace(
            gamma: parameters.parameters[index("\(name).weight")].offset,
            beta: parameters.parameters[index("\(name).bias")].offset, epsilon: epsilon, instructions: instructions)
    }
}
