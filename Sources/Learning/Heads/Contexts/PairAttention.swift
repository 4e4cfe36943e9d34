internal import Glibc
internal import Tensors

/// Attention of words over their context words, pair by pair:
/// w_ij = softmax_j(scale * h_i . k_ij), a_i = sum_j w_ij v_ij.
struct PairAttention {
    /// Keys or values: rows of a matrix `[n x hidden]`.
    struct Operand {
        let matrix: MatrixView
        /// For each state its row in the matrix; nil where the matrix has a row a state.
        let rows: [Int32]?

        /// The row of the matrix that belongs to the state of a row.
        func row(of state: Int32) -> Int { Int(rows.map { $0[Int(state)] } ?? state) }

        func pointer(of state: Int32) -> UnsafeMutablePointer<Float> {
            matrix.pointer + row(of: state) * matrix.stride
        }
    }

    /// The rows of a table that belong to the states: `rows` has a number of a row for each.
    static func operand(_ table: TablePlace, _ rows: [Int32], in parameters: ParameterBuffer) -> Operand {
        Operand(matrix: table.matrix(in: parameters.pointer), rows: rows)
    }

    /// What one attention keeps for the way back, and what it needs on it: a number a pair each.
    struct Memory {
        var weights: [Float] = []
        var slopes: [Float] = []

        mutating func reserve(_ pairs: Int) {
            guard weights.count < pairs else { return }
            weights = Array(repeating: 0, count: pairs)
            slopes = weights
        }
    }

    /// What the products are multiplied with.
    let scale: Float

    /// Fills `output` `[labelled words x hidden]` for the states `[read words x hidden]`.
    func apply(
        _ states: MatrixView, rows: ContextRows, keys: Operand, values: Operand, memory: inout Memory,
        into output: MatrixView
    ) {
        memory.reserve(rows.pairs.count)
        let count = states.columns
        for word in rows.queries.indices {
            let query = states.pointer + Int(rows.queries[word]) * states.stride, pairs = rows.pairs(of: word)
            var most = -Float.infinity
            for pair in pairs {
                let product = Vectors.product(query, keys.pointer(of: rows.pairs[pair]), count: count)
                memory.weights[pair] = scale * product
                most = max(most, memory.weights[pair])
            }
            var sum: Float = 0
            for pair in pairs {
                memory.weights[pair] = expf(memory.weights[pair] - most)
                sum += memory.weights[pair]
            }
            let target = output.pointer + word * output.stride
            target.update(repeating: 0, count: count)
            for pair in pairs {
                memory.weights[pair] /= sum
                Vectors.add(
                    values.pointer(of: rows.pairs[pair]), times: memory.weights[pair], to: target, count: count)
            }
        }
    }

    /// From the gradient of the output `[labelled words x hidden]` to those of the states, keys and values; all are
    /// added to what is there.
    ///
    /// - Parameters:
    ///   - memory: that of `apply` for the same batch.
    ///   - keyGradient: the place of the gradient of a row of the keys' matrix.
    ///   - valueGradient: the same of the values.
    func applyBackward(
        _ gradient: MatrixView, states: MatrixView, rows: ContextRows, keys: Operand, values: Operand,
        memory: inout Memory, stateGradients: MatrixView, keyGradient: (Int) -> UnsafeMutablePointer<Float>,
        valueGradient: (Int) -> UnsafeMutablePointer<Float>
    ) {
        let count = states.columns
        for word in rows.queries.indices {
            let row = Int(rows.queries[word]), pairs = rows.pairs(of: word)
            let query = states.pointer + row * states.stride, target = gradient.pointer + word * gradient.stride
            let queryGradient = stateGradients.pointer + row * stateGradients.stride
            var mean: Float = 0
            for pair in pairs {
                memory.slopes[pair] = Vectors.product(
                    target, values.pointer(of: rows.pairs[pair]), count: count)
                mean += memory.weights[pair] * memory.slopes[pair]
            }
            for pair in pairs {
                let state = rows.pairs[pair], weight = memory.weights[pair]
                let slope = scale * weight * (memory.slopes[pair] - mean)
                Vectors.add(keys.pointer(of: state), times: slope, to: queryGradient, count: count)
                Vectors.add(query, times: slope, to: keyGradient(keys.row(of: state)), count: count)
                Vectors.add(target, times: weight, to: valueGradient(values.row(of: state)), count: count)
            }
        }
    }
}
