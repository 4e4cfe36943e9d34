internal import Tensors

/// Finds the best label of every span of a batch's sentences, without a table of all labels: memory that is used again
/// for every batch.
final class SpanScores {
    private var queries = Matrix(rows: 0, columns: 0)
    private var constants = Matrix(rows: 0, columns: 0)
    private var scores = Matrix(rows: 1, columns: 0)
    /// The vectors of the last words of each sentence's spans.
    private var packed: [PackedMatrix] = []
    private var tables: [SpanTable] = []

    /// Numbers that the scores of some first words under a group of labels take at most, 1 MiB; or those of one word.
    private static let scoreLimit = 1 << 18

    /// The tables of the sentences whose words are these rows, in order; valid until the next batch.
    ///
    /// A span's score is max(0, max_l score(l)), with the empty label where no label is above 0; the whole sentence has
    /// its best label, whatever the score. Of equally good labels the lower is taken.
    ///
    /// - Parameters:
    ///   - lefts: the vectors of rows as first words `[rows x size]`.
    ///   - rights: the vectors of rows as last words `[rows x size]`.
    func tables(
        _ head: PairLabels, lefts: MatrixView, rights: MatrixView, sentences: [Range<Int>]
    ) -> ArraySlice<SpanTable> {
        if queries.rows < lefts.rows {
            queries = Matrix(rows: lefts.rows, columns: head.queryColumns)
            constants = Matrix(rows: lefts.rows, columns: head.count)
        }
        while tables.count < sentences.count {
            tables.append(SpanTable())
            packed.append(PackedMatrix())
        }
        let constants = constants.rows(0..<lefts.rows)
        head.constants.apply(lefts, into: constants)
        for (number, words) in sentences.enumerated() {
            tables[number].reshape(count: words.count, score: -.infinity, label: 0)
            packed[number].pack(rights.rows(words), transposed: true)
        }
        for group in head.groups {
            // A row has nothing but the group's numbers: the queries of all labels of all words are one matrix.
            let width = group.queries.outputs
            let queries = MatrixView(
                pointer: queries.pointer, rows: lefts.rows, columns: width, stride: width, owner: queries)
            group.queries.apply(lefts, into: queries)
            for (number, words) in sentences.enumerated() {
                score(group, queries.rows(words), constants.rows(words), packed[number], into: tables[number])
            }
        }
        for number in sentences.indices { tables[number].dropLabelsBelowZero() }
        return tables[..<sentences.count]
    }

    /// Puts the labels of a group that are better than those before them into a sentence's table.
    private func score(
        _ group: PairLabels.Group, _ queries: MatrixView, _ constants: MatrixView, _ rights: PackedMatrix,
        into table: SpanTable
    ) {
        let labels = group.labels.count, count = table.count, size = rights.depth
        let step = max(SpanScores.scoreLimit / (labels * count), 1)
        if scores.columns < min(step, count) * labels * count {
            scores = Matrix(rows: 1, columns: min(step, count) * labels * count)
        }
        for start in stride(from: 0, to: count, by: step) {
            let words = start..<min(start + step, count)
            let rows = words.count * labels
            let left = MatrixView(
                pointer: queries.pointer + start * queries.stride, rows: rows, columns: size, stride: size)
            let scores = MatrixView(pointer: scores.pointer, rows: rows, columns: count, stride: count, owner: scores)
            rights.multiply(left, into: scores)
            for first in words {
                table.improve(
                    first: first, scores: scores.pointer + (first - start) * labels * count,
                    constants: constants.pointer + first * constants.stride + group.labels.lowerBound,
                    labels: group.labels)
            }
        }
    }
}

extension SpanTable {
    /// Takes, for the spans from `first` on, the labels that are better than what the table has.
    ///
    /// - Parameters:
    ///   - scores: `[labels x count]`: by label and last word.
    ///   - constants: what is added to each label's scores.
    fileprivate func improve(
        first: Int, scores: UnsafePointer<Float>, constants: UnsafePointer<Float>, labels: Range<Int>
    ) {
        let best = self.scores + first * count, bestLabels = self.labels + first * count
        var last = first
        while last + 8 <= count {
            var lanes = SIMD8<Float>(repeating: -.infinity)
            for label in 0..<labels.count {
                let sums =
                    UnsafeRawPointer(scores + label * count + last).loadUnaligned(as: SIMD8<Float>.self)
                    + constants[label]
                lanes.replace(with: sums, where: sums .> lanes)
            }
            let before = UnsafeRawPointer(best + last).loadUnaligned(as: SIMD8<Float>.self)
            if any(lanes .> before) {
                for place in last..<last + 8 where lanes[place - last] > best[place] {
                    take(place, scores, constants, labels, best, bestLabels)
                }
            }
            last += 8
        }
        while last < count {
            take(last, scores, constants, labels, best, bestLabels)
            last += 1
        }
    }

    private func take(
        _ last: Int, _ scores: UnsafePointer<Float>, _ constants: UnsafePointer<Float>, _ labels: Range<Int>,
        _ best: UnsafeMutablePointer<Float>, _ bestLabels: UnsafeMutablePointer<Int16>
    ) {
        for label in 0..<labels.count {
            let score = scores[label * count + last] + constants[label]
            if score > best[last] {
                best[last] = score
                bestLabels[last] = Int16(truncatingIfNeeded: labels.lowerBound + label)
            }
        }
    }

    /// Empties the spans, but the whole sentence, whose best label is not above 0.
    fileprivate func dropLabelsBelowZero() {
        for first in 0..<count {
            for place in first * count + first..<(first + 1) * count
            where !(scores[place] > 0) && place != count - 1 {
                scores[place] = 0
                labels[place] = SpanTable.empty
            }
        }
    }
}
