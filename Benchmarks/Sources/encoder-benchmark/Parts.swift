import Encoder
import Machine
import Tensors

/// The parts of a layer, each timed alone on a batch's own shapes.
struct Parts {
    /// What a part is called, its seconds for the batch in all layers, and its operations.
    var rows: [(name: String, seconds: Double, operations: Double)] = []

    /// Times the parts for the sequences of a batch.
    init(_ configuration: EncoderConfiguration, batch: PackedBatch) {
        let tokens = batch.tokenCount, hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        let layers = Double(configuration.layerCount)
        func room(_ columns: Int) -> Matrix {
            let matrix = Matrix(rows: tokens, columns: columns, stride: columns + 16)
            for row in 0..<tokens { for column in 0..<columns { matrix[row, column] = Float((row + column) % 7) / 7 } }
            return matrix
        }
        func layer(_ outputs: Int, _ inputs: Int) -> Linear {
            Linear(
                weights: Matrix(rows: outputs, columns: inputs).view, bias: Array(repeating: 0.1, count: outputs))
        }
        let x = room(hidden), y = room(hidden), projections = room(3 * hidden), wide = room(inner)
        let products: [(String, Int, Int, Matrix, Matrix, Activation)] = [
            ("queries, keys, values", 3 * hidden, hidden, x, projections, .none),
            ("attention's output", hidden, hidden, y, x, .none), ("widening and GELU", inner, hidden, x, wide, .gelu),
            ("narrowing", hidden, inner, wide, y, .none),
        ]
        for (name, outputs, inputs, from, to, activation) in products {
            let linear = layer(outputs, inputs)
            let seconds = leastSeconds(runs: 7, repeats: 3) {
                linear.apply(from.view, into: to.view, activation: activation)
            }
            rows.append((name, seconds * layers, layers * 2 * Double(tokens * outputs * inputs)))
        }

        let attention = Attention(heads: configuration.headCount, headSize: configuration.headSize)
        let scratch = Matrix(rows: 1, columns: attention.scratchCount(tokens: tokens))
        var pairs = 0
        for sequence in 0..<batch.sequenceCount {
            let length = batch.starts[sequence + 1] - batch.starts[sequence]
            pairs += length * length
        }
        let attending = leastSeconds(runs: 7, repeats: 3) {
            for sequence in 0..<batch.sequenceCount {
                let range = batch.starts[sequence]..<batch.starts[sequence + 1]
                attention.apply(
                    projections.rows(range), into: y.rows(range),
                    scratch: UnsafeMutableBufferPointer(start: scratch.pointer, count: scratch.columns))
            }
        }
        rows.append(("attention", attending * layers, layers * 4 * Double(pairs * hidden)))

        let ones = Array(repeating: Float(1), count: hidden)
        let norm = LayerNorm(gamma: ones, beta: ones, epsilon: 1e-12), bias = Matrix([ones])
        let norming = leastSeconds(runs: 7, repeats: 3) {
            norm.apply(x.view, residual: y.view, bias: bias, into: y.view)
        }
        rows.append(("two normalisations", 2 * norming * layers, 0))
    }
}
