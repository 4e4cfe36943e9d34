internal import Documents
internal import Scoring
internal import Syntax
internal import WordPieces

/// Makes training sequences of sentences with their syntax: sub-words, tags and the numbers of labels.
struct SyntaxSequenceBuilder {
    let tokenizer: WordPieceTokenizer
    let inventory: SyntaxInventory
    /// Whether a word's state is made of its first sub-word alone.
    let readsFirst: Bool

    /// Constituents whose chain of labels was not known and was replaced or left out.
    private(set) var replacedChains = 0

    init(tokenizer: WordPieceTokenizer, inventory: SyntaxInventory, readsFirst: Bool) {
        self.tokenizer = tokenizer
        self.inventory = inventory
        self.readsFirst = readsFirst
    }

    /// The sequence of a sentence. Labels that are not known have the number -1: such a sentence can be parsed, but not
    /// trained on.
    mutating func sequence(of sentence: SyntaxSentence, tags: TagNumbers) -> SyntaxSequence {
        let subwords = SubwordSentence(words: sentence.words, tokenizer: tokenizer)
        var spans: [LabelledSpan] = []
        for span in sentence.spans {
            let isWhole = span.first == 0 && span.last == sentence.words.count - 1
            let (number, isExact) = inventory.constituentNumber(span.chain, isWhole: isWhole)
            if !isExact { replacedChains += 1 }
            guard let number else { continue }
            spans.append(LabelledSpan(first: span.first, last: span.last, label: number))
        }
        return SyntaxSequence(
            ids: [tokenizer.vocabulary.classification] + subwords.ids + [tokenizer.vocabulary.separator],
            open: tags.open, close: tags.close, wordStarts: subwords.starts.map { Int32($0 + 1) },
            xpos: sentence.syntax.xpos.map(inventory.xposNumber), upos: sentence.syntax.upos.map(inventory.uposNumber),
            heads: sentence.dependencies.heads.map(Int32.init),
            relations: sentence.dependencies.relations.map(inventory.relationNumber), spans: spans,
            readsFirst: readsFirst)
    }
}
