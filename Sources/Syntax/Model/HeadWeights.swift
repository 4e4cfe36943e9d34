internal import Tensors

/// The tensors of the heads in a file; one that is missing, or of another shape than the configuration says, is refused
/// with its name.
struct HeadWeights {
    private let source: SafetensorsFile

    init(file: SafetensorsFile) { source = file }

    /// `NAME.weight` `[outputs x inputs]` and `NAME.bias` `[outputs]`.
    func layer(
        _ name: String, outputs: Int, inputs: Int
    ) throws(SyntaxModelError) -> (weights: Matrix, bias: [Float]) {
        let weights = try numbers("\(name).weight", shape: [outputs, inputs])
        let matrix = Matrix(rows: outputs, columns: inputs)
        matrix.pointer.update(from: weights, count: weights.count)
        return (matrix, try numbers("\(name).bias", shape: [outputs]))
    }

    /// All numbers of a tensor of this shape, in row-major order.
    func numbers(_ name: String, shape: [Int]) throws(SyntaxModelError) -> [Float] {
        guard let found = source.shape(of: name) else {
            throw SyntaxModelError(kind: .missing, file: source.file, key: name)
        }
        guard found == shape else {
            throw SyntaxModelError(kind: .shape(found: found, expected: shape), file: source.file, key: name)
        }
        do {
            return try source.numbers(name)
        } catch {
            throw SyntaxModelError(kind: .refused("\(error)"), file: source.file, key: name)
        }
    }
}
