internal import Tensors

/// Scores of arcs under training: score(i <- j) = [dependent_i; 1]^T W head_j (Dozat and Manning 2017, equation 4), a
/// softmax over the root and all words.
struct TrainableArcs {
    /// W `[(size + 1) x size]`, seen as a layer: its way back is the product that is needed forward.
    let weights: LinearPlace
    let columns: VectorColumns

    /// What one thread needs.
    final class Memory {
        /// The dependents' vectors with a 1 behind, and their gradients `[rows x (size + 1)]`.
        var dependents = Matrix(rows: 0, columns: 0), dependentGradients = Matrix(rows: 0, columns: 0)
        /// [dependent; 1]^T W, and its gradient `[rows x size]`.
        var queries = Matrix(rows: 0, columns: 0), queryGradients = Matrix(rows: 0, columns: 0)
        /// A sentence's scores `[words x (words + 1)]`; then their gradient.
        var scores = Matrix(rows: 0, columns: 0)
        let packed: PackedMatrix

        init(instructions: InstructionSet) { packed = PackedMatrix(instructions: instructions) }

        func reserve(rows: Int, size: Int) {
            guard rows > queries.rows else { return }
            dependents = Matrix(spaced: rows, columns: size + 1)
            dependentGradients = Matrix(spaced: rows, columns: size + 1)
            queries = Matrix(spaced: rows, columns: size)
            queryGradients = Matrix(spaced: rows, columns: size)
        }
    }

    /// Makes the queries of all rows from their vectors.
    func forward(_ vectors: MatrixView, memory: Memory) {
        memory.reserve(rows: vectors.rows, size: columns.arcHead.count)
        let rows = 0..<vectors.rows
        memory.dependents.rows(rows).assignExtended(vectors.columns(columns.arcDependent))
        weights.applyBackward(memory.dependents.rows(rows), into: memory.queries.rows(rows))
    }

    /// The scores `[words x (words + 1)]` of a sentence of these rows; valid until the next sentence.
    func scores(of rows: Range<Int>, _ vectors: MatrixView, memory: Memory) -> MatrixView {
        let words = rows.dropFirst()
        if memory.scores.rows < words.count { memory.scores = Matrix(rows: words.count, columns: rows.count) }
        let scores = memory.scores.rows(0..<words.count).columns(0..<rows.count)
        memory.packed.pack(vectors.columns(columns.arcHead).rows(rows), transposed: true)
        memory.packed.multiply(memory.queries.rows(words), into: scores)
        return scores
    }

    /// The loss of all words, in nats; adds the gradients of the weights, and puts those of the vectors, times
    /// `weight`, into their columns of `vectorGradients`.
    func lossGradient(
        _ rows: SyntaxRows, vectors: MatrixView, vectorGradients: MatrixView, weight: Float,
        gradients: UnsafeMutablePointer<Float>, product: TransposedProduct, memory: Memory
    ) -> Double {
        let headGradients = vectorGradients.columns(columns.arcHead)
        let queryGradients = memory.queryGradients.rows(0..<rows.count)
        var loss = 0.0
        for sentence in rows.sentences {
            let words = sentence.dropFirst()
            let scores = scores(of: sentence, vectors, memory: memory)
            let gold = words.map { rows.headRows[$0] - Int32(sentence.lowerBound) }
            loss += CrossEntropy(smoothing: 0).apply(scores, labels: gold)
            scores.scale(by: weight)
            memory.packed.pack(vectors.columns(columns.arcHead).rows(sentence), transposed: false)
            queryGradients.rows(sentence.lowerBound..<sentence.lowerBound + 1).clear()
            memory.packed.multiply(scores, into: queryGradients.rows(words))
            headGradients.rows(sentence).clear()
            product.add(scores, memory.queries.rows(words), to: headGradients.rows(sentence))
        }
        let all = 0..<rows.count
        weights.addGradient(
            memory.dependents.rows(all), input: queryGradients, to: gradients, product: product)
        weights.apply(queryGradients, into: memory.dependentGradients.rows(all))
        vectorGradients.columns(columns.arcDependent).assignColumns(of: memory.dependentGradients.rows(all))
        return loss
    }
}
