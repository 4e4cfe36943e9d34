public import Documents

/// The syntax of a sentence, as far as it is known: what is compared, token by token.
public struct SentenceSyntax: Sendable, Equatable {
    /// Parts of speech of the Penn Treebank, one a token.
    public var xpos: [String]
    /// Universal parts of speech, one a token.
    public var upos: [String]
    /// The dependency tree, or nil.
    public var dependencies: DependencyTree?
    /// The constituents, or nil.
    public var constituents: ConstituencyTree?

    /// Makes the syntax of a sentence, without trees unless given.
    public init(
        xpos: [String],
        upos: [String],
        dependencies: DependencyTree? = nil,
        constituents: ConstituencyTree? = nil
    ) {
        precondition(xpos.count == upos.count, "a token has two parts of speech")
        self.xpos = xpos
        self.upos = upos
        self.dependencies = dependencies
        self.constituents = constituents
    }

    /// The syntax that a parser gave a sentence; a token without a part of speech has an empty one.
    public init(_ sentence: Sentence) {
        self.init(
            xpos: sentence.tokens.map { $0.xpos ?? "" },
            upos: sentence.tokens.map { $0.upos ?? "" },
            dependencies: sentence.dependencies,
            constituents: sentence.constituents
        )
    }
}

/// How good the syntax of sentences is on gold tokens, accumulated sentence by sentence.
public struct SyntaxScore: Sendable, Equatable {
    /// Number of sentences.
    public private(set) var sentences = 0
    /// Number of tokens.
    public private(set) var tokens = 0
    /// Penn Treebank parts of speech.
    public private(set) var xpos = Accuracy()
    /// Universal parts of speech.
    public private(set) var upos = Accuracy()
    /// Dependencies of the sentences that have gold ones.
    public private(set) var attachment = AttachmentScore()
    /// Constituents of the sentences that have gold ones.
    public private(set) var brackets = BracketScore()

    /// The score of nothing.
    public init() {}

    /// Adds a sentence: its gold syntax and the predicted one of the same tokens.
    ///
    /// Where the gold syntax has a tree and the predicted one has none, everything in the tree counts as missed.
    public mutating func add(gold: SentenceSyntax, predicted: SentenceSyntax) {
        precondition(gold.xpos.count == predicted.xpos.count, "both are of the same tokens")
        let count = gold.xpos.count
        sentences += 1
        tokens += count
        for token in 0..<count {
            xpos.add(isCorrect: gold.xpos[token] == predicted.xpos[token])
            upos.add(isCorrect: gold.upos[token] == predicted.upos[token])
        }
        if let tree = gold.dependencies {
            let missing = DependencyTree(
                heads: .init(repeating: -1, count: count), relations: .init(repeating: "", count: count))
            attachment.add(gold: tree, predicted: predicted.dependencies ?? missing)
        }
        if let tree = gold.constituents {
            let missing = ConstituencyTree(constituents: [])
            brackets.add(gold: tree, predicted: predicted.constituents ?? missing, tags: gold.xpos)
        }
    }

    /// The score over the sentences of both.
    public static func + (left: SyntaxScore, right: SyntaxScore) -> SyntaxScore {
        var sum = SyntaxScore()
        sum.sentences = left.sentences + right.sentences
        sum.tokens = left.tokens + right.tokens
        sum.xpos = left.xpos + right.xpos
        sum.upos = left.upos + right.upos
        sum.attachment = left.attachment + right.attachment
        sum.brackets = left.brackets + right.brackets
        return sum
    }
}
