public import Syntax

/// A sentence with its syntax, all by number, as it is trained on.
public struct SyntaxSequence: TrainingItem, EncodedSequence, Equatable {
    /// `[CLS]`, the sentence's sub-words, `[SEP]`: without tags.
    public var ids: [Int32]
    /// The tags behind `[CLS]` and before `[SEP]`.
    public var open: Int32?, close: Int32?
    /// For each word the number in `ids` of its first sub-word, then the number behind the last word's.
    public var wordStarts: [Int32]
    /// For each word its part of speech of the Penn Treebank, and its universal one.
    public var xpos: [Int32], upos: [Int32]
    /// For each word 0 for the root, else the 1-based number of its head; and its relation to it.
    public var heads: [Int32], relations: [Int32]
    /// The constituents, one a span, in any order; one covers the whole sentence.
    public var spans: [LabelledSpan]
    /// Whether a word's state is made of its first sub-word alone.
    public var readsFirst: Bool

    /// Makes a sentence of at least one word.
    public init(
        ids: [Int32], open: Int32? = nil, close: Int32? = nil, wordStarts: [Int32], xpos: [Int32], upos: [Int32],
        heads: [Int32], relations: [Int32], spans: [LabelledSpan], readsFirst: Bool = false
    ) {
        let count = wordStarts.count - 1
        precondition(count > 0, "a sentence has a word")
        precondition([xpos, upos, heads, relations].allSatisfy { $0.count == count }, "one of each a word")
        precondition(zip(wordStarts.dropFirst(), wordStarts).allSatisfy(>), "a word has a sub-word")
        precondition(wordStarts[0] > 0 && Int(wordStarts[count]) < ids.count, "words stand between the special tokens")
        self.ids = ids
        self.open = open
        self.close = close
        self.wordStarts = wordStarts
        self.xpos = xpos
        self.upos = upos
        self.heads = heads
        self.relations = relations
        self.spans = spans
        self.readsFirst = readsFirst
    }

    /// Number of words.
    public var wordCount: Int { wordStarts.count - 1 }

    /// Sub-words that the encoder sees.
    public var tokenCount: Int { ids.count + (open == nil ? 0 : 1) + (close == nil ? 0 : 1) }

    /// `[CLS]`, whose state is the root's, and the sub-words of which words' states are made.
    var readPositions: [Int32] {
        [0] + (0..<wordCount).flatMap { Array(wordStarts[$0]..<wordStarts[$0] + readCount(of: $0)) }
    }

    /// How many sub-words make the state of a word.
    func readCount(of word: Int) -> Int32 { readsFirst ? 1 : wordStarts[word + 1] - wordStarts[word] }
}

/// What a model says of a sentence, all by number.
public struct SyntaxPrediction: Sendable, Equatable {
    /// For each word its parts of speech and its relation.
    public var xpos: [Int32], upos: [Int32], relations: [Int32]
    /// For each word 0 for the root, else the 1-based number of its head.
    public var heads: [Int32]
    /// The constituents in pre-order.
    public var spans: [LabelledSpan]
}
