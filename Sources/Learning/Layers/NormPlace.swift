internal import Tensors

/// Where a normalisation's gains and offsets lie in the flat buffers.
struct NormPlace {
    let gamma: Int, beta: Int
    let epsilon: Float
    let instructions: InstructionSet

    /// The normalisation with the parameters of a buffer.
    func norm(_ parameters: ParameterBuffer) -> TrainableNorm {
        TrainableNorm(
            gamma: parameters.pointer + gamma, beta: parameters.pointer + beta, epsilon: epsilon,
            instructions: instructions)
    }

    /// Where its gradients go, with that of a bias that was added before it.
    func gradients(
        _ gradients: GradientBuffer, bias: UnsafeMutablePointer<Float>? = nil
    ) -> TrainableNorm.Gradients {
        TrainableNorm.Gradients(gamma: gradients.pointer + gamma, beta: gradients.pointer + beta, bias: bias)
    }
}
