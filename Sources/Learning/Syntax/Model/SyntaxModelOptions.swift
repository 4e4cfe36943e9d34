public import Encoder

/// What a syntax model under training is made of.
public struct SyntaxModelOptions: Sendable, Equatable {
    /// Which of a word's sub-words make its state.
    public enum WordState: String, Sendable, CaseIterable {
        /// The mean of all.
        case mean
        /// The first.
        case first
    }

    /// How many labels each head has.
    public struct LabelCounts: Sendable, Equatable {
        /// Parts of speech of the Penn Treebank and universal ones, relations, and chains of constituents.
        public var xpos: Int, upos: Int, relations: Int, constituents: Int

        /// Makes counts.
        public init(xpos: Int, upos: Int, relations: Int, constituents: Int) {
            self.xpos = xpos
            self.upos = upos
            self.relations = relations
            self.constituents = constituents
        }
    }

    /// Numbers in the vectors that are scored in pairs.
    public struct VectorSizes: Sendable, Equatable {
        /// For arcs, relations and spans.
        public var arc: Int, relation: Int, span: Int

        /// Makes sizes.
        public init(arc: Int = 256, relation: Int = 128, span: Int = 128) {
            self.arc = arc
            self.relation = relation
            self.span = span
        }
    }

    /// What each loss counts in the sum of all.
    public struct LossWeights: Sendable, Equatable {
        /// Of each of the two parts of speech, of arcs, relations and spans.
        public var pos: Float, arcs: Float, relations: Float, spans: Float

        /// Makes weights.
        public init(pos: Float = 1, arcs: Float = 1, relations: Float = 1, spans: Float = 1) {
            self.pos = pos
            self.arcs = arcs
            self.relations = relations
            self.spans = spans
        }
    }

    /// The encoder, with the vocabulary that it is trained with, tags included.
    public var encoder: EncoderConfiguration
    /// How many labels there are.
    public var labels: LabelCounts
    /// The number of the relation of a sentence's root, which no other word has.
    public var rootRelation: Int
    /// Sizes of the vectors that are scored in pairs.
    public var sizes: VectorSizes
    /// Which sub-words make a word's state.
    public var word: WordState
    /// The part of hidden numbers that dropout sets to 0: behind the embeddings, both parts of a layer, before the
    /// heads.
    public var hiddenDropout: Float
    /// The part of attention's weights that dropout sets to 0.
    public var attentionDropout: Float
    /// The part of the vectors that are scored in pairs that dropout sets to 0.
    public var vectorDropout: Float
    /// What each loss counts.
    public var weights: LossWeights

    /// Makes options.
    public init(
        encoder: EncoderConfiguration, labels: LabelCounts, rootRelation: Int = 0, sizes: VectorSizes = VectorSizes(),
        word: WordState = .mean, hiddenDropout: Float = 0.1, attentionDropout: Float = 0.1, vectorDropout: Float = 0.33,
        weights: LossWeights = LossWeights()
    ) {
        precondition(labels.xpos > 0 && labels.upos > 0 && labels.constituents > 0, "a label at least")
        precondition(labels.relations > 1 && 0..<labels.relations ~= rootRelation, "the root's relation and another")
        precondition(
            [hiddenDropout, attentionDropout, vectorDropout].allSatisfy { $0 >= 0 && $0 < 1 }, "dropout of a part")
        self.encoder = encoder
        self.labels = labels
        self.rootRelation = rootRelation
        self.sizes = sizes
        self.word = word
        self.hiddenDropout = hiddenDropout
        self.attentionDropout = attentionDropout
        self.vectorDropout = vectorDropout
        self.weights = weights
    }

    /// What of it is the encoder's; tags stand in the sequence from the start.
    var encoderOptions: EncoderOptions {
        EncoderOptions(encoder: encoder, hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
    }
}
