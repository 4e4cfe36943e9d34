public import Sentences

/// Everything that training the model of sentences and tokens depends on, as a YAML file gives it.
public struct BoundaryConfiguration: Sendable, Equatable {
    /// Texts with gold sentences and tokens in one style.
    public struct Corpus: Sendable, Equatable {
        /// A split: where its sentences are, and its texts.
        public struct Split: Sendable, Equatable {
            /// A CoNLL-U file, or a folder of such files.
            public var sentences: String
            /// The folder of the texts.
            public var texts: String
        }

        /// Name of the corpus, for scores.
        public var name: String
        /// The style of its tokens.
        public var style: TokenStyle
        /// What is learnt from.
        public var train: Split
        /// What is scored; nil for nothing.
        public var dev: Split?
    }

    /// How weights are learnt.
    public struct Optimizer: Sendable, Equatable {
        /// The rate of learning (alpha of McMahan et al. 2013).
        public var rate: Float = 0.15
        /// What is added to the root of the sum of squared gradients (beta).
        public var smoothing: Float = 1
        /// How much evidence a feature needs before it has a weight (lambda 1).
        public var sparsity: Float = 2
        /// How much large weights cost (lambda 2).
        public var shrinkage: Float = 1

        /// The defaults.
        public init() {}
    }

    /// Name of the model that it makes.
    public var name: String
    /// Folder of the corpora; the command line's --data goes before it.
    public var data: String?
    /// The corpora.
    public var corpora: [Corpus]
    /// Weights for the ends of sentences: two to the power of this.
    public var sentenceBits = 16
    /// Weights for the tokens of each style: two to the power of this.
    public var tokenBits = 17
    /// How weights are learnt.
    public var optimizer = Optimizer()
    /// Times that the corpora are gone through.
    public var epochs = 6
    /// Seed of the order of the candidates.
    public var seed = 1

    /// Makes a configuration with the defaults.
    public init(name: String, corpora: [Corpus]) {
        self.name = name
        self.corpora = corpora
    }

    /// The styles of tokens that the model will know.
    var styles: [TokenStyle] { TokenStyle.allCases.filter { style in corpora.contains { $0.style == style } } }

    /// The values on which the bits of the result depend, for the digest that a checkpoint keeps.
    ///
    /// The number of epochs is left out: a run that is over may go on with more.
    var canonical: String {
        var fixed = self
        fixed.data = nil
        fixed.epochs = 0
        var text = ""
        dump(fixed, to: &text)
        return text
    }
}
