public import Documents

/// Fills documents with sentences and tokens.
public struct Segmenter: Sendable {
    private let splitter: any SentenceSplitter
    private let tokenizer: any WordTokenizer

    /// Makes a segmenter of its two parts.
    public init(
        splitter: any SentenceSplitter = RuleSentenceSplitter(), tokenizer: any WordTokenizer = RuleWordTokenizer()
    ) {
        self.splitter = splitter
        self.tokenizer = tokenizer
    }

    /// Makes a segmenter that asks a trained model.
    ///
    /// - Throws: when the model does not know the style of tokens.
    public init(model: BoundaryModel, tokens style: TokenStyle = .craft) throws(BoundaryModelError) {
        guard let tokenizer = TrainedWordTokenizer(model, style: style) else {
            let known = model.tokens.keys.map(\.rawValue).sorted()
            throw BoundaryModelError(.unknownStyle(style.rawValue, known: known), file: model.name)
        }
        self.init(splitter: TrainedSentenceSplitter(model), tokenizer: tokenizer)
    }

    /// Sets the sentences of a document to those of all its passages, each with its tokens.
    public func segment(_ document: inout Document) {
        document.text.makeContiguousUTF8()
        let text = document.text.utf8.span
        var sentences: [Sentence] = []
        for passage in document.passages {
            for span in splitter.sentences(in: text, passage: passage.span) {
                let tokens = tokenizer.tokens(in: text, sentence: span)
                sentences.append(Sentence(span: span, tokens: tokens.map { Token(span: $0) }))
            }
        }
        document.sentences = sentences
    }
}
