internal import Tensors

/// Numbers in the vectors that are scored in pairs.
struct HeadSizes: Sendable, Equatable {
    /// For arcs, relations and spans.
    var arc: Int, relation: Int, span: Int
}

/// The heads of a syntax model (Dozat and Manning 2017 for arcs and relations; Kitaev and Klein 2018 for spans), and
/// what they share: one product that makes all vectors which are scored in pairs.
///
/// A batch's states are rows `[rows x hidden]`: for every sentence one for the root, then one a word.
struct SyntaxHeads: Sendable {
    /// Scores of XPOS, then of UPOS.
    let tags: Linear
    /// GELU(W h + b) for arcs, relations and spans; see `columns`.
    let vectors: Linear
    /// Where each kind of vector stands in a row of what `vectors` gives.
    let columns: VectorColumns
    let arcs: ArcHead
    let relations: PairLabels
    let spans: PairLabels

    init(
        _ source: HeadWeights, hidden: Int, labels: SyntaxLabels, sizes: HeadSizes
    ) throws(SyntaxModelError) {
        tags = try Self.stacked(source, [("xpos", labels.xpos.count), ("upos", labels.upos.count)], inputs: hidden)
        vectors = try Self.stacked(
            source,
            [
                ("arc.dependent", sizes.arc), ("arc.head", sizes.arc), ("relation.dependent", sizes.relation),
                ("relation.head", sizes.relation), ("span.left", sizes.span), ("span.right", sizes.span),
            ], inputs: hidden)
        columns = VectorColumns(sizes)
        arcs = try ArcHead(source, size: sizes.arc)
        relations = try PairLabels(
            source, name: "relation.biaffine.weight", labels: labels.relations.count, size: sizes.relation)
        spans = try PairLabels(
            source, name: "span.biaffine.weight", labels: labels.constituents.count, size: sizes.span)
    }

    /// Layers over the same input as one.
    private static func stacked(
        _ source: HeadWeights, _ layers: [(name: String, outputs: Int)], inputs: Int
    ) throws(SyntaxModelError) -> Linear {
        let weights = Matrix(rows: layers.reduce(0) { $0 + $1.outputs }, columns: inputs)
        var bias: [Float] = []
        for layer in layers {
            let part = try source.layer(layer.name, outputs: layer.outputs, inputs: inputs)
            let target = weights.pointer + bias.count * inputs
            target.update(from: part.weights.pointer, count: layer.outputs * inputs)
            bias += part.bias
        }
        return Linear(weights: weights.view, bias: bias)
    }
}

/// The columns of each kind of vector.
struct VectorColumns: Sendable {
    let arcDependent: Range<Int>, arcHead: Range<Int>
    let relationDependent: Range<Int>, relationHead: Range<Int>
    let spanLeft: Range<Int>, spanRight: Range<Int>

    /// Columns in all.
    var count: Int { spanRight.upperBound }

    init(_ sizes: HeadSizes) {
        arcDependent = 0..<sizes.arc
        arcHead = sizes.arc..<2 * sizes.arc
        relationDependent = arcHead.upperBound..<arcHead.upperBound + sizes.relation
        relationHead = relationDependent.upperBound..<relationDependent.upperBound + sizes.relation
        spanLeft = relationHead.upperBound..<relationHead.upperBound + sizes.span
        spanRight = spanLeft.upperBound..<spanLeft.upperBound + sizes.span
    }
}
