public import Documents

/// A running text with its gold sentences and tokens: what a splitter and a tokenizer are measured against.
public struct AlignedDocument: Sendable, Equatable {
    /// A gold sentence of the text.
    public struct Sentence: Sendable, Equatable {
        /// From its first to its last character that is not white space.
        public var span: TextSpan
        /// One span a word of the treebank, in order; none where only the sentences are known.
        ///
        /// A few tokens of GENIA hold white space: "stress-activated" stands in the text as "stress- activated".
        public var tokens: [TextSpan]

        /// Makes a sentence.
        public init(span: TextSpan, tokens: [TextSpan] = []) {
            self.span = span
            self.tokens = tokens
        }
    }

    /// The document's name in its corpus.
    public var identifier: String
    /// The running text.
    public var text: String
    /// The paragraphs in text order: they hold every sentence. In CRAFT's articles, where they are the lines, four
    /// sentences run over a line end.
    public var paragraphs: [TextSpan]
    /// The sentences, in text order.
    public var sentences: [Sentence]

    /// Makes a document. Spans are UTF-8 byte offsets into the text.
    public init(identifier: String, text: String, paragraphs: [TextSpan], sentences: [Sentence]) {
        self.identifier = identifier
        self.text = text
        self.paragraphs = paragraphs
        self.sentences = sentences
    }
}

/// A text that grows sentence by sentence.
struct RunningText {
    private(set) var document: AlignedDocument
    private var count = 0

    init(identifier: String) {
        document = AlignedDocument(identifier: identifier, text: "", paragraphs: [], sentences: [])
    }

    /// Appends a sentence behind a space, or behind a line end when it begins a paragraph; gives its span.
    @discardableResult
    mutating func append(_ sentence: String, startsParagraph: Bool) -> TextSpan {
        let startsParagraph = startsParagraph || document.paragraphs.isEmpty
        if !document.text.isEmpty {
            document.text += startsParagraph ? "\n" : " "
            count += 1
        }
        let span = TextSpan(count, count + sentence.utf8.count)
        document.text += sentence
        count = span.end
        if startsParagraph {
            document.paragraphs.append(span)
        } else {
            document.paragraphs[document.paragraphs.count - 1].end = span.end
        }
        document.sentences.append(.init(span: span))
        return span
    }

    /// Gives the last sentence its tokens.
    mutating func setTokens(_ tokens: [TextSpan]) {
        document.sentences[document.sentences.count - 1].tokens = tokens
    }
}
