internal import Documents
internal import Scoring
internal import Sentences
internal import Treebanks

/// How well a model finds the sentences and tokens of a corpus in its running texts.
struct BoundaryScores {
    /// Name of the corpus.
    let name: String
    /// Its sentences, and its tokens whatever sentences they came to lie in.
    private(set) var sentences = BoundaryScore(), tokens = BoundaryScore()

    /// Scores a splitter and a tokenizer.
    init(_ texts: BoundaryTexts, splitter: some SentenceSplitter, tokenizer: some WordTokenizer) {
        name = texts.name
        for text in texts.texts {
            let span = text.bytes.span
            var found: [TextSpan] = []
            var words: [TextSpan] = []
            for paragraph in text.document.paragraphs {
                for sentence in splitter.sentences(in: span, passage: paragraph) {
                    found.append(sentence)
                    words += tokenizer.tokens(in: span, sentence: sentence)
                }
            }
            sentences.add(gold: text.document.sentences.map(\.span), predicted: found)
            tokens.add(gold: text.document.sentences.flatMap(\.tokens), predicted: words)
        }
    }

    /// The scores as they are logged and printed, in percent.
    var values: [(String, Double)] {
        [("sentences", sentences.f1), ("whole documents", sentences.wholeDocumentShare), ("tokens", tokens.f1)]
    }
}
