internal import Tensors

/// Scores of arcs: score(i <- j) = [dependent_i; 1]^T W head_j, W being `[(size + 1) x size]`.
struct ArcHead: Sendable {
    /// dependent_i -> [dependent_i; 1]^T W.
    private let weights: Linear

    init(_ source: HeadWeights, size: Int) throws(SyntaxModelError) {
        let numbers = try source.numbers("arc.biaffine.weight", shape: [size + 1, size])
        let turned = Matrix(rows: size, columns: size)
        for row in 0..<size { for column in 0..<size { turned[column, row] = numbers[row * size + column] } }
        weights = Linear(weights: turned.view, bias: Array(numbers[(size * size)...]))
    }

    /// Fills `queries` `[rows x size]` from the dependents' vectors `[rows x size]`.
    func makeQueries(_ dependents: MatrixView, into queries: MatrixView) {
        weights.apply(dependents, into: queries)
    }

    /// Fills `scores` `[words x (words + 1)]` of a sentence from its words' queries and the vectors of root and words.
    func score(queries: MatrixView, heads: MatrixView, packed: PackedMatrix, into scores: MatrixView) {
        packed.pack(heads, transposed: true)
        packed.multiply(queries, into: scores)
    }
}
