public import Documents
internal import Encoder
internal import WordPieces

/// Parses sentences, for one thread; several parsers may share one model.
public final class SyntaxParser {
    /// The corpus whose style is asked for.
    public let tag: SyntaxTag
    /// Where the time went since the parser was made.
    public var times: ParserTimes { batches.times }

    private let model: SyntaxModel
    private let options: SyntaxParserOptions
    private let batches: BatchParser

    /// A sentence: the pieces it is parsed in, and the number of the first among all pieces.
    private struct Cut {
        var pieces: [Range<Int>]
        var first: Int
    }

    /// Makes a parser; a tag that the model does not know is refused with those it knows.
    public init(model: SyntaxModel, options: SyntaxParserOptions = SyntaxParserOptions()) throws(SyntaxModelError) {
        tag = try model.tag(named: options.tag)
        self.model = model
        self.options = options
        batches = BatchParser(model: model, tag: tag, bound: options.batchTokens)
    }

    /// Finds the syntax of all sentences of a window of documents and puts it in place of what they have.
    ///
    /// Sentences and tokens must have been found. The result depends on each sentence alone: the longer the window, the
    /// fuller the batches. A sentence without tokens gets no syntax.
    public func parse(_ documents: inout [Document]) {
        var pieces: [SubwordSentence] = []
        var cuts: [(document: Int, sentence: Int, cut: Cut)] = []
        for document in documents.indices {
            let text = documents[document].text.utf8Span.span
            for (number, sentence) in documents[document].sentences.enumerated() {
                guard !sentence.tokens.isEmpty else { continue }
                let cut = cut(count: sentence.tokens.count, first: pieces.count) { token in
                    text.strength(of: sentence.tokens[token].span)
                }
                for words in cut.pieces {
                    let spans = sentence.tokens[words].lazy.map(\.span)
                    pieces.append(SubwordSentence(words: spans, of: text, tokenizer: model.tokenizer))
                }
                cuts.append((document, number, cut))
            }
        }
        let parts = parse(pieces)
        for (document, sentence, cut) in cuts {
            documents[document].sentences[sentence].take(parsed(cut, parts))
        }
    }

    /// The syntax of sentences that are given as words, each with a word at least.
    public func parse(_ sentences: [[String]]) -> [ParsedSentence] {
        var pieces: [SubwordSentence] = []
        let cuts = sentences.map { words in
            precondition(!words.isEmpty, "a sentence without words has no syntax")
            let cut = cut(count: words.count, first: pieces.count) { SentenceCut.strength(of: words[$0].utf8) }
            for range in cut.pieces {
                pieces.append(SubwordSentence(words: Array(words[range]), tokenizer: model.tokenizer))
            }
            return cut
        }
        let parts = parse(pieces)
        return cuts.map { parsed($0, parts) }
    }

    private func cut(count: Int, first: Int, strength: (Int) -> Int) -> Cut {
        Cut(pieces: SentenceCut.pieces(count: count, limit: options.maximumWords, strength: strength), first: first)
    }

    /// The syntax of all pieces, parsed in batches of about equal lengths.
    private func parse(_ pieces: [SubwordSentence]) -> [PieceSyntax] {
        var parts: [PieceSyntax?] = Array(repeating: nil, count: pieces.count)
        let lengths = pieces.map { WordStates.length(of: $0, model: model) }
        for members in BatchPlan.batches(lengths: lengths, bound: options.batchTokens) {
            for (member, part) in zip(members, batches.parse(members.map { pieces[$0] })) { parts[member] = part }
        }
        return parts.compactMap { $0 }
    }

    private func parsed(_ cut: Cut, _ parts: [PieceSyntax]) -> ParsedSentence {
        let own = cut.pieces.indices.map { (words: cut.pieces[$0], syntax: parts[cut.first + $0]) }
        return ParsedSentence(own, labels: model.labels)
    }
}

extension Sentence {
    /// Takes over a parser's results.
    fileprivate mutating func take(_ syntax: ParsedSentence) {
        for token in tokens.indices {
            tokens[token].xpos = syntax.xpos[token]
            tokens[token].upos = syntax.upos[token]
        }
        dependencies = syntax.dependencies
        constituents = syntax.constituents
        pieces = syntax.pieces
    }
}

extension Span<UInt8> {
    /// How well a sentence can be cut behind the word at these bytes.
    fileprivate func strength(of word: TextSpan) -> Int {
        word.count == 1 ? SentenceCut.strength(of: CollectionOfOne(self[word.start])) : 0
    }
}
