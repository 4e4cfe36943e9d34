public import Encoder
import Tensors

/// The rate of matrix products by OpenBLAS and by the own kernels, in floating-point operations a second.
public struct Peak: Sendable {
    /// One shape: c `[m x n]` = a `[m x k]` * b `[n x k]` transposed.
    public struct Row: Sendable {
        /// Sizes of the product.
        public var m: Int, n: Int, k: Int
        /// OpenBLAS's rate, and the own kernels'.
        public var openBLAS: Double, own: Double
    }

    /// The shapes measured.
    public var rows: [Row] = []

    /// OpenBLAS's best rate.
    public var openBLAS: Double { rows.map(\.openBLAS).max() ?? 0 }

    /// Measures the shapes of an encoder's layers and a square.
    public init(_ configuration: EncoderConfiguration, tokens: Int) {
        let hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        let shapes = [
            (tokens, 3 * hidden, hidden), (tokens, hidden, hidden), (tokens, inner, hidden), (tokens, hidden, inner),
            (1024, 1024, 1024),
        ]
        for (m, n, k) in shapes {
            let a = Matrix(rows: m, columns: k), b = Matrix(rows: n, columns: k), c = Matrix(rows: m, columns: n)
            for row in 0..<m { for column in 0..<k { a[row, column] = Float((row + column) % 7) } }
            for row in 0..<n { for column in 0..<k { b[row, column] = Float((row + column) % 5) } }
            let operations = 2 * Double(m * n * k)
            let repeats = Int(1e9 / operations) + 1
            let linear = Linear(weights: b.view)
            let openBLAS = leastSeconds(runs: 7, repeats: repeats) {
                c.view.assignProduct(a.view, b.view, transposed: true)
            }
            let own = leastSeconds(runs: 7, repeats: repeats) { linear.apply(a.view, into: c.view) }
            rows.append(Row(m: m, n: n, k: k, openBLAS: operations / openBLAS, own: operations / own))
        }
    }
}
