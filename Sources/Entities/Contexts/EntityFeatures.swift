/// What syntax an entity model reads, and how it mixes it into its words (model.md, sections 3 and 4).
///
/// In a model folder that is `syntag.features` of `config.json`:
///
///     {"module": "cfa" | "twa" | "kvmn", "context": "pos" | "syn" | "dep",
///      "labels": ["<other>", "amod", ...], "label_size": d2, "words": "context_words.txt"}
///
/// `labels` names the rows of the label table; the first is `<other>`, which every label that is not listed takes. With
/// the context `syn` the others are accepted constituents or `none`. `label_size` is the number of columns of that
/// table: any with `cfa`, the encoder's hidden size with `twa` and `kvmn`, where it may be left out. `words`, with
/// these two alone, is a text file of the folder with a context word a line, the first `<unknown>`; words are
/// lowercased where `do_lower_case` is true.
///
/// The tensors, with d1 the hidden size; weights are `[outputs x inputs]`:
///
/// | module | tensor | shape |
/// |---|---|---|
/// | `cfa` | `cfa.label_embeddings.weight` | `[labels x d2]` |
/// | | `cfa.combine.weight` | `[d1 x (d1 + d2)]`: a column a number of the context word's state, then of the label |
/// | | `cfa.combine.bias` | `[d1]` |
/// | | `classifier.weight` | `[3 x 2 d1]`, over a_i (+) h_i |
/// | `twa` | `twa.keys.weight` | `[words x d1]` |
/// | | `twa.label_embeddings.weight` | `[labels x d1]` |
/// | | `classifier.weight` | `[3 x 3 d1]`, over h_i (+) a^S_i (+) a^L_i |
/// | `kvmn` | `kvmn.keys.weight` | `[words x d1]` |
/// | | `kvmn.values.weight` | `[labels x d1]` |
/// | | `classifier.weight` | `[3 x 2 d1]`, over h_i (+) a_i |
public struct EntityFeatures: Sendable, Equatable {
    /// How contexts are mixed into words.
    public let module: ContextModule
    /// Which syntax gives the contexts.
    public let context: ContextFeature
    /// The labels that the model knows.
    public let labels: ContextLabels
    /// Numbers in a label's embedding: d2.
    public let labelSize: Int
    /// The words that the module has keys for; nil with `cfa`.
    public let words: ContextWords?

    /// Makes features; the label size is the encoder's hidden size but with `cfa`, and words there are but with `cfa`.
    public init(
        module: ContextModule, context: ContextFeature, labels: ContextLabels, labelSize: Int,
        words: ContextWords? = nil
    ) {
        precondition(labelSize > 0 && (words != nil) == module.hasKeys, "the tables that the module has")
        self.module = module
        self.context = context
        self.labels = labels
        self.labelSize = labelSize
        self.words = words
    }

    /// The contexts of a sentence's words, as the model numbers them; `words` are read only where the model has keys.
    public func contexts(of syntax: WordSyntax, words: some Sequence<some StringProtocol>) -> ContextNumbers {
        ContextNumbers(SyntacticContexts(context, of: syntax), words: words, labels: labels, keys: self.words)
    }
}
