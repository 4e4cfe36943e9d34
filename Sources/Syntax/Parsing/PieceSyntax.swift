/// What the decoders give for a sentence, or for a piece of a long one; all by number.
struct PieceSyntax: Equatable {
    /// For each word its XPOS, UPOS and relation in the model's lists.
    var xpos: [Int], upos: [Int], relations: [Int]
    /// For each word 0 for the root, else the 1-based number of its head.
    var heads: [Int]
    /// The constituents in pre-order.
    var spans: [LabelledSpan]
}
