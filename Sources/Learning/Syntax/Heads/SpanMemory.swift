internal import Syntax
internal import Tensors

/// What one thread needs to score the spans of a batch: never the scores of all labels at once, but the best label so
/// far of each span.
final class SpanMemory {
    /// A span whose label the tree that was found and the gold one do not share.
    struct Difference {
        /// The rows of its first and last word.
        var left: Int, right: Int
        /// The gradient of its score.
        var factor: Float
    }

    /// The vectors of first and last words, each with a 1 behind `[rows x (size + 1)]`.
    private(set) var lefts = Matrix(rows: 0, columns: 0), rights = Matrix(rows: 0, columns: 0)
    /// For each label the spans that make the loss.
    private(set) var differences: [[Difference]]
    /// For each sentence the score of its gold tree.
    private(set) var goldScores: [Double] = []

    private let instructions: InstructionSet
    private var productMemory = Matrix(rows: 1, columns: 0), scoreMemory = Matrix(rows: 1, columns: 0)
    /// The vectors of the first words of each sentence's spans.
    private var packed: [PackedMatrix] = []
    private let packedWeights: PackedMatrix
    /// Vectors of some spans' words and what comes of them `[spans x (size + 1)]`.
    private var left = Matrix(rows: 0, columns: 0), right = Matrix(rows: 0, columns: 0)
    private var result = Matrix(rows: 0, columns: 0)

    /// For each sentence where its spans start in the arrays below, at `last * words + first`, and its words.
    private var blocks: [(start: Int, words: Int)] = []
    private var best: [Float] = [], bestLabels: [Int16] = []
    /// The gold spans of each sentence by label; nil without costs.
    private var gold: [[LabelledSpan]]?
    private let table = SpanTable()
    private var chart = ConstituencyChart()

    init(labels: Int, instructions: InstructionSet) {
        self.instructions = instructions
        differences = Array(repeating: [], count: labels)
        packedWeights = PackedMatrix(instructions: instructions)
    }

    /// Takes a batch; with gold spans, every other label of a span costs 1.
    func assign(_ rows: SyntaxRows, vectors: MatrixView, columns: VectorColumns, gold: [[LabelledSpan]]?) {
        if lefts.rows < rows.count {
            lefts = Matrix(spaced: rows.count, columns: columns.spanLeft.count + 1)
            rights = Matrix(spaced: rows.count, columns: columns.spanLeft.count + 1)
        }
        lefts.rows(0..<rows.count).assignExtended(vectors.columns(columns.spanLeft))
        rights.rows(0..<rows.count).assignExtended(vectors.columns(columns.spanRight))
        while packed.count < rows.sentences.count { packed.append(PackedMatrix(instructions: instructions)) }
        self.gold = gold?.map { $0.sorted { ($0.label, $0.first, $0.last) < ($1.label, $1.first, $1.last) } }
        goldScores = Array(repeating: 0, count: rows.sentences.count)
        for label in differences.indices { differences[label].removeAll(keepingCapacity: true) }
        blocks.removeAll(keepingCapacity: true)
        var end = 0
        for sentence in rows.sentences.indices {
            let words = rows.words(of: sentence)
            packed[sentence].pack(lefts.rows(words), transposed: true)
            blocks.append((end, words.count))
            end += words.count * words.count
        }
        if best.count < end {
            best = Array(repeating: 0, count: end)
            bestLabels = Array(repeating: SpanTable.empty, count: end)
        }
        for place in 0..<end {
            best[place] = 0
            bestLabels[place] = SpanTable.empty
        }
        for (sentence, block) in blocks.enumerated() {
            for span in gold?[sentence] ?? [] { best[block.start + span.last * block.words + span.first] = 1 }
            // The whole sentence has a label.
            best[block.start + (block.words - 1) * block.words] = -.infinity
        }
    }

    /// Room for the products of a group of labels `[rows x columns]`, without a gap between rows.
    func products(rows: Int, columns: Int) -> MatrixView {
        if productMemory.columns < rows * columns { productMemory = Matrix(rows: 1, columns: rows * columns) }
        return MatrixView(
            pointer: productMemory.pointer, rows: rows, columns: columns, stride: columns, owner: productMemory)
    }

    /// Takes the labels of a group where they are better than those before them; of equally good labels the lower
    /// stays.
    ///
    /// - Parameter products: W_l [right; 1] of the sentence's words `[words x labels * (size + 1)]`.
    func improve(_ sentence: Int, _ labels: Range<Int>, products: MatrixView) {
        let (start, words) = blocks[sentence], count = labels.count, width = lefts.columns
        let size = words * count * words
        if scoreMemory.columns < size { scoreMemory = Matrix(rows: 1, columns: size) }
        // Row last * labels + label, column first.
        let scores = MatrixView(
            pointer: scoreMemory.pointer, rows: words * count, columns: words, stride: words, owner: scoreMemory)
        let stacked = MatrixView(pointer: products.pointer, rows: words * count, columns: width, stride: width)
        packed[sentence].multiply(stacked, into: scores)
        var cost: Float = 0
        if let gold = gold?[sentence] {
            cost = 1
            for span in gold where labels.contains(span.label) {
                let place = (span.last * count + span.label - labels.lowerBound) * words + span.first
                goldScores[sentence] += Double(scores.pointer[place])
                scores.pointer[place] -= cost
            }
        }
        best.withUnsafeMutableBufferPointer { best in
            bestLabels.withUnsafeMutableBufferPointer { bestLabels in
                for last in 0..<words {
                    let row = start + last * words
                    for label in 0..<count {
                        let numbers = scores.pointer + (last * count + label) * words
                        let name = Int16(truncatingIfNeeded: labels.lowerBound + label)
                        for first in 0...last where numbers[first] + cost > best[row + first] {
                            best[row + first] = numbers[first] + cost
                            bestLabels[row + first] = name
                        }
                    }
                }
            }
        }
    }

    /// The best tree of a sentence under the labels that were taken.
    func decode(_ sentence: Int) -> ConstituencyChart.Tree {
        let (start, words) = blocks[sentence]
        table.reshape(count: words)
        for last in 0..<words {
            for first in 0...last {
                table.scores[first * words + last] = best[start + last * words + first]
                table.labels[first * words + last] = bestLabels[start + last * words + first]
            }
        }
        // A score that is no number is better than no label, so whatever happens the whole sentence has one.
        if words > 0, table.labels[words - 1] < 0 { table.labels[words - 1] = 0 }
        return chart.decode(table)
    }

    /// Notes a span of a sentence whose words start at a row.
    func add(_ span: LabelledSpan, from row: Int, factor: Float) {
        differences[span.label].append(Difference(left: row + span.first, right: row + span.last, factor: factor))
    }

    /// Adds the gradients of a label's weights W `[(size + 1) x (size + 1)]` and of the vectors, from its differences.
    func goBack(
        _ label: Int, weights: MatrixView, gradients: MatrixView, lefts leftGradients: MatrixView,
        rights rightGradients: MatrixView, product: TransposedProduct
    ) {
        let spans = differences[label], width = lefts.columns
        if left.rows < spans.count {
            left = Matrix(spaced: spans.count, columns: width)
            right = Matrix(spaced: spans.count, columns: width)
            result = Matrix(spaced: spans.count, columns: width)
        }
        let rows = 0..<spans.count, left = left.rows(rows), right = right.rows(rows), result = result.rows(rows)
        for (row, span) in spans.enumerated() {
            let target = right.pointer + row * right.stride, source = rights.pointer + span.right * rights.stride
            (left.pointer + row * left.stride).update(from: lefts.pointer + span.left * lefts.stride, count: width)
            for column in 0..<width { target[column] = span.factor * source[column] }
        }
        product.add(left, right, to: gradients)
        packedWeights.pack(weights, transposed: true)
        packedWeights.multiply(right, into: result)
        for (row, span) in spans.enumerated() {
            Vectors.add(
                result.pointer + row * result.stride, times: 1,
                to: leftGradients.pointer + span.left * leftGradients.stride, count: width - 1)
        }
        packedWeights.pack(weights, transposed: false)
        packedWeights.multiply(left, into: result)
        for (row, span) in spans.enumerated() {
            Vectors.add(
                result.pointer + row * result.stride, times: span.factor,
                to: rightGradients.pointer + span.right * rightGradients.stride, count: width - 1)
        }
    }
}
