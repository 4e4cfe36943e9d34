internal import Encoder

extension ParameterLayout {
    /// The parameters of a syntax model.
    ///
    /// The two parts of speech follow each other without a gap, and so do the six layers of vectors: each is one
    /// matrix, and their biases one vector.
    public static func parameters(of options: SyntaxModelOptions) -> [Parameter] {
        var list = ParameterListing(encoder: options.encoder)
        let hidden = options.encoder.hiddenSize, labels = options.labels, sizes = options.sizes
        list.stack([("xpos", labels.xpos), ("upos", labels.upos)], inputs: hidden)
        list.stack(
            VectorColumns.names.map { ($0.name, VectorColumns(sizes)[$0.columns].count) }, inputs: hidden)
        list.append("arc.biaffine.weight", [sizes.arc + 1, sizes.arc])
        list.append("relation.biaffine.weight", [labels.relations, sizes.relation + 1, sizes.relation + 1])
        list.append("span.biaffine.weight", [labels.constituents, sizes.span + 1, sizes.span + 1])
        return list.parameters
    }
}

extension ParameterListing {
    /// Appends linear layers of the same inputs as one: all weights, then all biases.
    fileprivate mutating func stack(_ layers: [(name: String, outputs: Int)], inputs: Int) {
        for (number, layer) in layers.enumerated() {
            append("\(layer.name).weight", [layer.outputs, inputs], aligned: number == 0)
        }
        for (number, layer) in layers.enumerated() {
            append("\(layer.name).bias", [layer.outputs], aligned: number == 0)
        }
    }
}

/// Where each kind of vector stands in a row of all of them.
struct VectorColumns {
    let arcDependent: Range<Int>, arcHead: Range<Int>
    let relationDependent: Range<Int>, relationHead: Range<Int>
    let spanLeft: Range<Int>, spanRight: Range<Int>

    /// The layers in the order of their columns.
    static var names: [(name: String, columns: KeyPath<VectorColumns, Range<Int>>)] {
        [
            ("arc.dependent", \.arcDependent), ("arc.head", \.arcHead), ("relation.dependent", \.relationDependent),
            ("relation.head", \.relationHead), ("span.left", \.spanLeft), ("span.right", \.spanRight),
        ]
    }

    init(_ sizes: SyntaxModelOptions.VectorSizes) {
        var end = 0
        func next(_ size: Int) -> Range<Int> {
            end += size
            return end - size..<end
        }
        arcDependent = next(sizes.arc)
        arcHead = next(sizes.arc)
        relationDependent = next(sizes.relation)
        relationHead = next(sizes.relation)
        spanLeft = next(sizes.span)
        spanRight = next(sizes.span)
    }

    /// Numbers in a row.
    var count: Int { spanRight.upperBound }

    subscript(columns: KeyPath<VectorColumns, Range<Int>>) -> Range<Int> { self[keyPath: columns] }
}
