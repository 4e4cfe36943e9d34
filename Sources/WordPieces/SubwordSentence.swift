public import Documents

/// The sub-words of a sentence whose words were split one by one.
///
/// Two sentences are equal when the encoder cannot tell them apart and their labels are read at the same places.
public struct SubwordSentence: Hashable, Sendable {
    /// Vocabulary numbers of all sub-words, without `[CLS]`, tags and `[SEP]`.
    public private(set) var ids: [Int32] = []
    /// For each word the place of its first sub-word in `ids`, then the number of all sub-words.
    public private(set) var starts: [Int] = [0]

    /// Number of words.
    public var wordCount: Int { starts.count - 1 }

    /// Number of sub-words of each word, none 0.
    public var wordLengths: [Int] { zip(starts.dropFirst(), starts).map(-) }

    /// The sub-words of a word.
    public func subwords(of word: Int) -> ArraySlice<Int32> { ids[starts[word]..<starts[word + 1]] }
}

extension SubwordSentence {
    /// Splits the words `spans` of a text, given as UTF-8, each on its own.
    ///
    /// A word that the tokenizer drops whole (of control characters, say) is fed as `[UNK]`: every word needs a
    /// sub-word to read its label at, and leaving it out would shift the labels of the words behind it.
    public init(words spans: some Sequence<TextSpan>, of text: Span<UInt8>, tokenizer: WordPieceTokenizer) {
        var pieces: [WordPiece] = []
        for span in spans {
            pieces.removeAll(keepingCapacity: true)
            tokenizer.pieces(of: text.extracting(span.range), into: &pieces)
            ids.append(contentsOf: pieces.lazy.map(\.id))
            if pieces.isEmpty { ids.append(tokenizer.vocabulary.unknown) }
            starts.append(ids.count)
        }
    }

    /// Splits words that have no text around them.
    public init(words: [String], tokenizer: WordPieceTokenizer) {
        var text: [UInt8] = []
        let spans = words.map { word in
            let start = text.count
            text.append(contentsOf: word.utf8)
            return TextSpan(start, text.count)
        }
        self.init(words: spans, of: text.span, tokenizer: tokenizer)
    }
}
