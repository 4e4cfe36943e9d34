internal import Dispatch
internal import Tensors

/// Where a linear layer's weights `[outputs x inputs]` and bias lie in the flat buffers, and the weights laid out for
/// the products of both directions.
final class LinearPlace {
    let outputs: Int, inputs: Int
    private let weight: Int, stride: Int, bias: Int?
    private let forward: PackedMatrix, backward: PackedMatrix

    /// A layer whose weights and bias, if it has one, start at these offsets.
    ///
    /// - Parameter stride: distance between the starts of two rows of the weights; nil where they lie side by side.
    init(outputs: Int, inputs: Int, weight: Int, stride: Int? = nil, bias: Int?, instructions: InstructionSet) {
        self.outputs = outputs
        self.inputs = inputs
        self.weight = weight
        self.stride = stride ?? inputs
        self.bias = bias
        forward = PackedMatrix(
            count: PackedMatrix.count(depth: inputs, columns: outputs, instructions: instructions),
            instructions: instructions)
        backward = PackedMatrix(
            count: PackedMatrix.count(depth: outputs, columns: inputs, instructions: instructions),
            instructions: instructions)
    }

    /// Lays the weights out again.
    func refresh(_ parameters: ParameterBuffer) {
        let weights = matrix(in: parameters.pointer)
        forward.pack(weights, transposed: true)
        backward.pack(weights, transposed: false)
    }

    /// Lays the weights of many layers out again, on this many threads.
    static func refresh(_ places: [LinearPlace], _ parameters: ParameterBuffer, threads: Int) {
        guard threads > 1 else {
            for place in places { place.refresh(parameters) }
            return
        }
        nonisolated(unsafe) let places = places
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for index in Swift.stride(from: thread, to: places.count, by: threads) { places[index].refresh(parameters) }
        }
    }

    /// The bias, or its gradient.
    func bias(in buffer: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        guard let bias else { preconditionFailure("the layer has a bias") }
        return buffer + bias
    }

    /// output `[n x outputs]` = input `[n x inputs]` * W^T, plus the bias unless it is added later.
    func apply(_ input: MatrixView, into output: MatrixView, bias: UnsafeMutablePointer<Float>? = nil) {
        forward.multiply(input, into: output, bias: bias.map { UnsafePointer($0) })
    }

    /// From the gradient of the output `[n x outputs]` to that of the input `[n x inputs]`.
    func applyBackward(_ gradient: MatrixView, into output: MatrixView, adding: Bool = false) {
        backward.multiply(gradient, into: output, adding: adding)
    }

    /// Adds gradient^T * input to the gradient of the weights.
    func addGradient(
        _ gradient: MatrixView, input: MatrixView, to buffer: UnsafeMutablePointer<Float>, product: TransposedProduct
    ) {
        product.add(gradient, input, to: matrix(in: buffer))
    }

    /// The weights, or their gradients.
    func matrix(in buffer: UnsafeMutablePointer<Float>) -> MatrixView {
        MatrixView(pointer: buffer + weight, rows: outputs, columns: inputs, stride: stride)
    }
}
