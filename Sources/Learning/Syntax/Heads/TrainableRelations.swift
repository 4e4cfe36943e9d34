internal import Tensors

/// Scores of relations under training, at heads that are known: score(l | i, j) = [dependent_i; 1]^T W_l [head_j; 1]
/// (Dozat and Manning 2017, equation 7), a softmax over the relations.
struct TrainableRelations {
    /// All W_l `[labels x (size + 1) x (size + 1)]` as one layer: [head; 1] -> W_l [head; 1] for every label.
    let weights: LinearPlace
    let columns: VectorColumns
    let labels: Int

    private var width: Int { columns.relationHead.count + 1 }

    /// What one thread needs.
    final class Memory {
        /// The dependents' vectors and those of their heads, each with a 1 behind, and their gradients
        /// `[rows x (size + 1)]`.
        var dependents = Matrix(rows: 0, columns: 0), heads = Matrix(rows: 0, columns: 0)
        var dependentGradients = Matrix(rows: 0, columns: 0), headGradients = Matrix(rows: 0, columns: 0)
        /// W_l [head; 1] for every label, then its gradient `[rows x labels * (size + 1)]`.
        var products = Matrix(rows: 0, columns: 0)
        /// The scores, then their gradient `[rows x labels]`.
        var scores = Matrix(rows: 0, columns: 0)

        func reserve(rows: Int, width: Int, labels: Int) {
            guard rows > scores.rows else { return }
            dependents = Matrix(spaced: rows, columns: width)
            heads = Matrix(spaced: rows, columns: width)
            dependentGradients = Matrix(spaced: rows, columns: width)
            headGradients = Matrix(spaced: rows, columns: width)
            products = Matrix(spaced: rows, columns: labels * width)
            scores = Matrix(rows: rows, columns: labels)
        }
    }

    /// The scores `[rows x labels]` of every row's relations to the row of its head; those of rows without a head, -1,
    /// are 0.
    func scores(_ vectors: MatrixView, headRows: [Int32], memory: Memory) -> MatrixView {
        memory.reserve(rows: vectors.rows, width: width, labels: labels)
        let rows = 0..<vectors.rows, sources = vectors.columns(columns.relationHead)
        let heads = memory.heads.rows(rows), scores = memory.scores.rows(rows), products = memory.products.rows(rows)
        memory.dependents.rows(rows).assignExtended(vectors.columns(columns.relationDependent))
        for row in rows {
            // A root has no head: whatever stands there is not used.
            let target = heads.pointer + row * heads.stride, head = Int(max(headRows[row], 0))
            target.update(from: sources.pointer + head * sources.stride, count: width - 1)
            target[width - 1] = 1
        }
        weights.apply(heads, into: products)
        for row in rows {
            let numbers = scores.pointer + row * scores.stride
            guard headRows[row] >= 0 else {
                numbers.update(repeating: 0, count: labels)
                continue
            }
            let dependent = memory.dependents.pointer + row * memory.dependents.stride
            let product = products.pointer + row * products.stride
            for label in 0..<labels {
                numbers[label] = Vectors.product(dependent, product + label * width, count: width)
            }
        }
        return scores
    }

    /// The loss of all words, in nats; adds the gradients of the weights, and puts those of the vectors, times
    /// `weight`, into their columns of `vectorGradients`.
    func lossGradient(
        _ rows: SyntaxRows, vectors: MatrixView, vectorGradients: MatrixView, weight: Float,
        gradients: UnsafeMutablePointer<Float>, product: TransposedProduct, memory: Memory
    ) -> Double {
        let scores = scores(vectors, headRows: rows.headRows, memory: memory)
        var loss = 0.0
        for sentence in rows.sentences {
            let words = sentence.dropFirst()
            loss += CrossEntropy(smoothing: 0).apply(scores.rows(words), labels: Array(rows.relations[words]))
        }
        scores.scale(by: weight)
        turnProducts(scores, headRows: rows.headRows, memory: memory)
        let all = 0..<rows.count, products = memory.products.rows(all)
        weights.addGradient(products, input: memory.heads.rows(all), to: gradients, product: product)
        weights.applyBackward(products, into: memory.headGradients.rows(all))
        vectorGradients.columns(columns.relationDependent).assignColumns(of: memory.dependentGradients.rows(all))
        let targets = vectorGradients.columns(columns.relationHead)
        targets.clear()
        for row in all where rows.headRows[row] >= 0 {
            Vectors.add(
                memory.headGradients.pointer + row * memory.headGradients.stride, times: 1,
                to: targets.pointer + Int(rows.headRows[row]) * targets.stride, count: width - 1)
        }
        return loss
    }

    /// From the gradients of the scores to those of the dependents, and to those of the products, which take their
    /// place.
    private func turnProducts(_ scores: MatrixView, headRows: [Int32], memory: Memory) {
        for row in 0..<scores.rows {
            let dependent = memory.dependents.pointer + row * memory.dependents.stride
            let gradient = memory.dependentGradients.pointer + row * memory.dependentGradients.stride
            let product = memory.products.pointer + row * memory.products.stride
            gradient.update(repeating: 0, count: width)
            guard headRows[row] >= 0 else {
                product.update(repeating: 0, count: labels * width)
                continue
            }
            for label in 0..<labels {
                let factor = scores.pointer[row * scores.stride + label], numbers = product + label * width
                Vectors.add(numbers, times: factor, to: gradient, count: width)
                for place in 0..<width { numbers[place] = factor * dependent[place] }
            }
        }
    }
}
