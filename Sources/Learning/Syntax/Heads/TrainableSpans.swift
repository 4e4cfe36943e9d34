internal import Syntax
internal import Tensors

/// Scores of spans under training: s(i, j, l) = [left_i; 1]^T W_l [right_j; 1] for the words from i to j, the empty
/// label having the score 0; the loss is the margin by which another tree beats the gold one (Kitaev and Klein 2018).
///
/// A tree's score is the sum over its spans. The loss of a sentence is max(0, max_T (s(T) + cost(T)) - s(gold)), the
/// cost of a tree being the number of its spans whose label is not the gold tree's, the empty label included; its
/// gradient is 1 for the spans of the tree that is found and -1 for those of the gold tree.
struct TrainableSpans {
    /// Some labels in a row, and their W_l as one layer: [right; 1] -> W_l [right; 1] for each of them.
    struct Group {
        let labels: Range<Int>
        let weights: LinearPlace
    }

    let groups: [Group]
    let columns: VectorColumns
    /// Where the weights of all labels start in the flat buffers.
    let offset: Int

    var width: Int { columns.spanLeft.count + 1 }

    /// Labels of a group: their products with a batch's vectors stay in the second-level cache.
    private static let labelsOfGroup = 8

    init(_ places: ParameterPlaces, offset: Int, labels: Int, columns: VectorColumns) {
        let width = columns.spanLeft.count + 1
        self.columns = columns
        self.offset = offset
        groups = stride(from: 0, to: labels, by: Self.labelsOfGroup).map { first in
            let range = first..<min(first + Self.labelsOfGroup, labels)
            let rows = range.lowerBound * width..<range.upperBound * width
            return Group(labels: range, weights: places.rows(rows, of: "span.biaffine.weight"))
        }
    }

    /// The best tree of every sentence; where `gold` is given, under the scores with the costs of differing from it.
    func trees(
        _ rows: SyntaxRows, vectors: MatrixView, gold: [[LabelledSpan]]?, memory: SpanMemory
    ) -> [ConstituencyChart.Tree] {
        memory.assign(rows, vectors: vectors, columns: columns, gold: gold)
        let all = 0..<rows.count
        for group in groups {
            // A row has nothing but the group's numbers: so the products of all labels of some words are one matrix.
            let products = memory.products(rows: rows.count, columns: group.labels.count * width)
            group.weights.apply(memory.rights.rows(all), into: products)
            for sentence in rows.sentences.indices {
                memory.improve(sentence, group.labels, products: products.rows(rows.words(of: sentence)))
            }
        }
        return rows.sentences.indices.map(memory.decode)
    }

    /// The loss of all sentences; adds the gradients of the weights, and puts those of the vectors, times `weight`,
    /// into their columns of `vectorGradients`.
    func lossGradient(
        _ rows: SyntaxRows, gold: [[LabelledSpan]], vectors: MatrixView, vectorGradients: MatrixView, weight: Float,
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>, product: TransposedProduct,
        memory: SpanMemory
    ) -> Double {
        let trees = trees(rows, vectors: vectors, gold: gold, memory: memory)
        var loss = 0.0
        for (sentence, tree) in trees.enumerated() {
            let margin = Double(tree.score) - memory.goldScores[sentence]
            guard margin > 0 else { continue }
            loss += margin
            let start = rows.words(of: sentence).lowerBound
            let found = Set(tree.spans), expected = Set(gold[sentence])
            for span in tree.spans where !expected.contains(span) { memory.add(span, from: start, factor: weight) }
            for span in gold[sentence] where !found.contains(span) { memory.add(span, from: start, factor: -weight) }
        }
        let lefts = vectorGradients.columns(columns.spanLeft), rights = vectorGradients.columns(columns.spanRight)
        lefts.clear()
        rights.clear()
        for label in memory.differences.indices where !memory.differences[label].isEmpty {
            let place = offset + label * width * width
            memory.goBack(
                label, weights: view(parameters + place), gradients: view(gradients + place), lefts: lefts,
                rights: rights, product: product)
        }
        return loss
    }

    private func view(_ pointer: UnsafeMutablePointer<Float>) -> MatrixView {
        MatrixView(pointer: pointer, rows: width, columns: width, stride: width)
    }
}
