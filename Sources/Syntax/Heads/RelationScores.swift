internal import Tensors

/// Chooses the relations of a batch's words to heads that are known: memory that is used again for every batch.
final class RelationScores {
    private var queries = Matrix(rows: 0, columns: 0)
    private var constants = Matrix(rows: 0, columns: 0)

    /// Every row's best relation to the row of its head, the lower of equally good ones.
    ///
    /// - Parameters:
    ///   - dependents: `[rows x size]`.
    ///   - heads: `[rows x size]`.
    ///   - headRows: for each row the row of its head, or -1 where nothing is asked.
    ///   - excluded: the relation that no row with a head may have; the others get it.
    func best(
        _ head: PairLabels, dependents: MatrixView, heads: MatrixView, headRows: [Int], excluded: Int
    ) -> [Int] {
        let scores = scores(head, dependents: dependents, heads: heads, headRows: headRows)
        return headRows.indices.map { row in
            guard headRows[row] >= 0 else { return excluded }
            var best = excluded == 0 ? 1 : 0
            for label in best..<head.count where label != excluded && scores[row, label] > scores[row, best] {
                best = label
            }
            return best
        }
    }

    /// The scores `[rows x labels]` of every row's relations to the row of its head; rows of which nothing is asked
    /// hold no scores. Valid until the next batch.
    func scores(
        _ head: PairLabels, dependents: MatrixView, heads: MatrixView, headRows: [Int]
    ) -> MatrixView {
        if queries.rows < dependents.rows {
            queries = Matrix(rows: dependents.rows, columns: head.queryColumns)
            constants = Matrix(rows: dependents.rows, columns: head.count)
        }
        let rows = 0..<dependents.rows
        let scores = constants.rows(rows)
        head.constants.apply(dependents, into: scores)
        for group in head.groups {
            let queries = queries.rows(rows).columns(0..<group.queries.outputs)
            group.queries.apply(dependents, into: queries)
            for row in rows where headRows[row] >= 0 {
                let target = scores.pointer + row * scores.stride
                let right = heads.pointer + headRows[row] * heads.stride
                var left = queries.pointer + row * queries.stride
                for label in group.labels {
                    target[label] += Vectors.product(left, right, count: head.size)
                    left += head.size
                }
            }
        }
        return scores
    }
}
