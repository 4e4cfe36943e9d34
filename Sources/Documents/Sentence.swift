/// A sentence with its tokens and, where a parser ran, its syntax.
public struct Sentence: Sendable, Equatable {
    /// Where the sentence lies in the text: from its first to its last character that is not white space.
    public var span: TextSpan
    /// The tokens in order.
    public var tokens: [Token]
    /// The dependency tree over the tokens, or nil when no parser ran.
    public var dependencies: DependencyTree?
    /// The constituents over the tokens, or nil when no parser ran.
    public var constituents: ConstituencyTree?
    /// The 0-based number of each piece's first token when the sentence was too long to be parsed whole: the trees are
    /// then those of the pieces, joined. Empty when it was parsed whole, or not at all.
    public var pieces: [Int]

    /// Makes a sentence, without syntax unless given.
    public init(
        span: TextSpan,
        tokens: [Token],
        dependencies: DependencyTree? = nil,
        constituents: ConstituencyTree? = nil,
        pieces: [Int] = []
    ) {
        self.span = span
        self.tokens = tokens
        self.dependencies = dependencies
        self.constituents = constituents
        self.pieces = pieces
    }
}

/// A word, number or punctuation mark.
public struct Token: Sendable, Equatable {
    /// Where the token lies in the text.
    public var span: TextSpan
    /// Part of speech of the Penn Treebank, or nil when no tagger ran.
    public var xpos: String?
    /// Universal part of speech, or nil when no tagger ran.
    public var upos: String?

    /// Makes a token, without a part of speech unless given.
    public init(span: TextSpan, xpos: String? = nil, upos: String? = nil) {
        self.span = span
        self.xpos = xpos
        self.upos = upos
    }
}

/// A dependency tree: one head and one relation a token.
public struct DependencyTree: Sendable, Equatable {
    /// For each token, 0 when it is the root, else the 1-based number of its head.
    public var heads: [Int]
    /// For each token, its relation to its head (Universal Dependencies v2).
    public var relations: [String]

    /// Makes a tree of as many heads as relations.
    public init(heads: [Int], relations: [String]) {
        precondition(heads.count == relations.count, "a dependency tree has one relation a head")
        self.heads = heads
        self.relations = relations
    }
}

/// A constituency tree, as its constituents in pre-order (a parent before its children, left before right).
///
/// The tokens themselves are no constituents: a token hangs from the smallest constituent that covers it.
public struct ConstituencyTree: Sendable, Equatable {
    /// A labelled run of tokens.
    public struct Constituent: Sendable, Equatable {
        /// Penn Treebank label ("NP").
        public var label: String
        /// 0-based number of the first token.
        public var first: Int
        /// 0-based number of the last token.
        public var last: Int

        /// Makes a constituent of the tokens `first...last`.
        public init(label: String, first: Int, last: Int) {
            self.label = label
            self.first = first
            self.last = last
        }
    }

    /// The constituents in pre-order; the first covers the whole sentence.
    public var constituents: [Constituent]

    /// Makes a tree of nested constituents in pre-order.
    public init(constituents: [Constituent]) {
        self.constituents = constituents
    }
}
