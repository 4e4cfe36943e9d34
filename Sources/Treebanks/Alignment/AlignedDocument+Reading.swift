import Documents

extension AlignedDocument {
    /// The documents of a CoNLL-U file with their running texts.
    ///
    /// - Parameters:
    ///   - conllu: the file with the sentences.
    ///   - folder: the texts. Without it the text is made of the `# text` comments, sentences joined by a space and the
    ///     paragraphs (`# newpar`) by a line end; a file without `# newdoc` is one document. With it, and with
    ///     `# newdoc id = NAME` in the file, the text is that of NAME.txt and its lines are the paragraphs (CRAFT, whose
    ///     `# newpar` marks sections only). With it and without `# newdoc`, the documents are named, one line a sentence,
    ///     by the file FILE_per_sentence.pmids beside FILE.conllu, and NAME.txt holds one sentence a line (GENIA): the
    ///     first is the title and a paragraph of its own.
    ///
    /// Every word must be found in its text, and every character but white space must belong to a word.
    public static func documents(
        conllu: String, texts folder: String? = nil
    ) throws(TreebankError) -> [AlignedDocument] {
        let sentences = try CoNLLUReader.sentences(in: TreebankText(path: conllu))
        guard let folder else { return try documents(of: sentences, commentsOf: conllu) }
        guard sentences.contains(where: \.sentence.startsDocument) else {
            return try documents(of: sentences, of: conllu, lines: folder)
        }
        var documents: [AlignedDocument] = []
        for part in parts(of: sentences) {
            guard let name = part.first?.sentence.documentIdentifier else {
                throw TreebankError(.unnamedDocument, file: conllu, line: part.first?.line)
            }
            let text = try TreebankText(path: "\(folder)/\(name).txt").whole()
            documents.append(try document(name, text: text, sentences: part, of: conllu))
        }
        return documents
    }

    /// The document of a text file that holds one sentence a line: the first line is the title, a paragraph of its own;
    /// the others follow it on one line, joined by spaces. White space around a line is dropped, and so are empty
    /// lines.
    ///
    /// Nothing is known of the tokens.
    public init(sentenceLines path: String) throws(TreebankError) {
        var running = RunningText(identifier: path)
        let lines = try Self.sentenceLines(path)
        if let first = lines.first(where: { !$0.hasPrefix("#") }), first.split(separator: "\t").count == 10 {
            throw TreebankError(.notRunningText, file: path)
        }
        for (number, line) in lines.enumerated() { running.append(line, startsParagraph: number <= 1) }
        guard !running.document.sentences.isEmpty else { throw TreebankError(.emptyText, file: path) }
        self = running.document
    }

    private typealias Located = (sentence: TreebankSentence, line: Int)

    /// Texts made of `# text` comments.
    private static func documents(
        of sentences: [Located], commentsOf path: String
    ) throws(TreebankError) -> [AlignedDocument] {
        var documents: [AlignedDocument] = []
        for part in parts(of: sentences) {
            var running = RunningText(identifier: part.first?.sentence.documentIdentifier ?? path)
            for (sentence, line) in part {
                guard let text = sentence.text.map(trimmed), !text.isEmpty else {
                    throw TreebankError(.noText, file: path, line: line)
                }
                let span = running.append(text, startsParagraph: sentence.startsParagraph)
                let tokens = try tokens(of: sentence, in: text, at: TreebankError(.noText, file: path, line: line))
                running.setTokens(tokens.map { TextSpan(span.start + $0.start, span.start + $0.end) })
            }
            documents.append(running.document)
        }
        return documents
    }

    /// A text of its own whose sentences follow each other.
    private static func document(
        _ name: String, text: String, sentences: [Located], of path: String
    ) throws(TreebankError) -> AlignedDocument {
        var document = AlignedDocument(
            identifier: name, text: text, paragraphs: paragraphs(of: text), sentences: [])
        var aligner = WordAligner(text)
        for (sentence, line) in sentences {
            let tokens = try next(sentence, aligner: &aligner, at: TreebankError(.noText, file: path, line: line))
            let span = TextSpan(tokens[0].start, tokens[tokens.count - 1].end)
            document.sentences.append(.init(span: span, tokens: tokens))
        }
        guard aligner.finish() else {
            throw TreebankError(.uncovered(aligner.following), file: path, line: sentences.last?.line)
        }
        return document
    }

    /// Texts with one sentence a line.
    private static func documents(
        of sentences: [Located], of path: String, lines folder: String
    ) throws(TreebankError) -> [AlignedDocument] {
        let list = path.hasSuffix(".conllu") ? String(path.dropLast(".conllu".count)) : path
        let names = try TreebankText(path: list + "_per_sentence.pmids").lines()
        guard names.count == sentences.count else {
            throw TreebankError(
                .identifiers(names.count, sentences: sentences.count), file: list + "_per_sentence.pmids")
        }
        var documents: [AlignedDocument] = []
        var start = 0
        while start < names.count {
            let end = names[start...].firstIndex { $0 != names[start] } ?? names.count
            let file = "\(folder)/\(names[start]).txt"
            let lines = try sentenceLines(file)
            guard lines.count == end - start else {
                throw TreebankError(
                    .lines(text: lines.count, sentences: end - start), file: path, line: sentences[start].line)
            }
            var running = RunningText(identifier: names[start])
            for (number, line) in lines.enumerated() {
                let (sentence, place) = sentences[start + number]
                let span = running.append(line, startsParagraph: number <= 1)
                let tokens = try tokens(of: sentence, in: line, at: TreebankError(.noText, file: path, line: place))
                running.setTokens(tokens.map { TextSpan(span.start + $0.start, span.start + $0.end) })
            }
            documents.append(running.document)
            start = end
        }
        return documents
    }

    /// The spans of a sentence's words in its own text, which they must cover.
    private static func tokens(
        of sentence: TreebankSentence, in text: String, at place: TreebankError
    ) throws(TreebankError) -> [TextSpan] {
        var aligner = WordAligner(text)
        let tokens = try next(sentence, aligner: &aligner, at: place)
        guard aligner.finish() else { throw place.with(.uncovered(aligner.following)) }
        return tokens
    }

    /// The spans of the words that follow; `place` is where an error is.
    private static func next(
        _ sentence: TreebankSentence, aligner: inout WordAligner, at place: TreebankError
    ) throws(TreebankError) -> [TextSpan] {
        var tokens: [TextSpan] = []
        for word in sentence.words {
            guard let span = aligner.next(word) else {
                throw place.with(.misaligned(word: word.form, text: aligner.following))
            }
            tokens.append(span)
        }
        return tokens
    }

    /// The lines of a text that hold more than white space.
    private static func paragraphs(of text: String) -> [TextSpan] {
        let bytes = Array(text.utf8)
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let start = WordAligner.skippingSpace(in: bytes, from: line.startIndex)
            return start < line.endIndex ? TextSpan(start, line.endIndex) : nil
        }
    }

    /// The sentences of each document.
    private static func parts(of sentences: [Located]) -> [[Located]] {
        var parts: [[Located]] = []
        for sentence in sentences {
            if sentence.sentence.startsDocument || parts.isEmpty { parts.append([]) }
            parts[parts.count - 1].append(sentence)
        }
        return parts
    }

    private static func sentenceLines(_ path: String) throws(TreebankError) -> [String] {
        try TreebankText(path: path).lines().map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
