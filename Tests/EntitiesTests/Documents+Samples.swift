import Documents

extension Document {
    /// A document of passages, each a list of sentences, each a list of tokens; tokens are joined by spaces, sentences
    /// by spaces, passages by newlines.
    init(pmid: String = "1", passages: [(kind: Passage.Kind, language: String?, sentences: [String])]) {
        self.init(citation: Citation(pmid: pmid, source: Citation.Source(file: "x.xml", position: 1)))
        for passage in passages {
            if !text.isEmpty { text += "\n" }
            let start = text.utf8.count
            for sentence in passage.sentences {
                if text.utf8.count > start { text += " " }
                append(sentence: sentence)
            }
            self.passages.append(
                Passage(
                    kind: passage.kind, language: passage.language, span: TextSpan(start, text.utf8.count)))
        }
    }

    /// A document of one title.
    init(_ sentences: String...) {
        self.init(passages: [(.title, nil, sentences)])
    }

    private mutating func append(sentence: String) {
        let start = text.utf8.count
        var tokens: [Token] = []
        for (number, word) in sentence.split(separator: " ").enumerated() {
            if number > 0 { text += " " }
            let first = text.utf8.count
            text += word
            tokens.append(Token(span: TextSpan(first, text.utf8.count)))
        }
        sentences.append(Sentence(span: TextSpan(start, text.utf8.count), tokens: tokens))
    }
}
