import Encoder
import Learning
import Tensors

/// The matrix products of a step, each timed alone on one thread at the batch's shapes, weights laid out beforehand.
struct Products {
    /// Seconds of all layers' products: forward, the gradients of inputs, those of weights.
    var forward = 0.0, inputs = 0.0, weights = 0.0

    /// Seconds of all.
    var seconds: Double { forward + inputs + weights }

    /// Times the products for `tokens` sub-words, of which the last layer's upper part sees `words`.
    init(_ configuration: EncoderConfiguration, tokens: Int, words: Int) {
        let hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        for (outputs, size, isUpper) in [
            (3 * hidden, hidden, false), (hidden, hidden, true), (inner, hidden, true), (hidden, inner, true),
        ] {
            add(outputs, size, rows: tokens, times: configuration.layerCount - (isUpper ? 1 : 0))
            if isUpper { add(outputs, size, rows: words, times: 1) }
        }
    }

    private mutating func add(_ outputs: Int, _ inputs: Int, rows: Int, times: Int) {
        func filled(_ rows: Int, _ columns: Int, spaced: Int) -> Matrix {
            let matrix = Matrix(rows: rows, columns: columns, stride: columns + spaced)
            for row in 0..<rows { for column in 0..<columns { matrix[row, column] = Float((row + column) % 7) / 7 } }
            return matrix
        }
        let x = filled(rows, inputs, spaced: 16), y = filled(rows, outputs, spaced: 16)
        let w = filled(outputs, inputs, spaced: 0)
        let ahead = PackedMatrix(), back = PackedMatrix(), sums = TransposedProduct()
        ahead.pack(w.view, transposed: true)
        back.pack(w.view, transposed: false)
        func least(_ body: () -> Void) -> Double {
            var least = Double.infinity
            for _ in 0..<5 {
                let start = threadSeconds()
                body()
                least = min(least, threadSeconds() - start)
            }
            return least * Double(times)
        }
        forward += least { ahead.multiply(x.view, into: y.view) }
        self.inputs += least { back.multiply(y.view, into: x.view) }
        weights += least { sums.add(y.view, x.view, to: w.view) }
    }
}
