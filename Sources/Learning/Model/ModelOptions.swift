public import Encoder
internal import Entities

/// What a model under training is made of.
public struct ModelOptions: Sendable, Equatable {
    /// How labels are read off the logits of a sentence's words.
    public enum Decoder: String, Sendable, CaseIterable {
        /// Each word by itself: a softmax over the labels.
        case softmax
        /// The sentence as a whole: a linear-chain conditional random field (Lafferty et al. 2001).
        case crf
    }

    /// The encoder, with the vocabulary that it is trained with, tags included.
    public var encoder: EncoderConfiguration
    /// How many labels there are.
    public var labelCount: Int
    /// The layer at which the tags join: 0 puts them into the sequence from the start (model.md, sections 2 and 6).
    public var tagLayer: Int
    /// The decoder.
    public var decoder: Decoder
    /// What mixes contexts into the words' states; nil for nothing: then the classifier reads the states alone.
    public var contexts: ContextOptions?
    /// The part of hidden numbers that dropout sets to 0: behind the embeddings, both parts of a layer, before the
    /// head.
    public var hiddenDropout: Float
    /// The part of attention's weights that dropout sets to 0.
    public var attentionDropout: Float
    /// The part of the target that is spread over all labels evenly (Szegedy et al. 2016); only with softmax.
    public var labelSmoothing: Float

    /// Makes options.
    public init(
        encoder: EncoderConfiguration, labelCount: Int = 3, tagLayer: Int = 0, decoder: Decoder = .softmax,
        contexts: ContextOptions? = nil, hiddenDropout: Float = 0.1, attentionDropout: Float = 0.1,
        labelSmoothing: Float = 0
    ) {
        precondition(labelCount > 0, "a label at least")
        precondition((0..<encoder.layerCount).contains(tagLayer), "tags join at one of the layers")
        let parts = [hiddenDropout, attentionDropout, labelSmoothing]
        precondition(parts.allSatisfy { $0 >= 0 && $0 < 1 }, "dropout and smoothing are parts of one")
        precondition(
            contexts.map { $0.module == .cfa || $0.labelSize == encoder.hiddenSize } ?? true,
            "labels that are compared with states are of their size")
        self.encoder = encoder
        self.labelCount = labelCount
        self.tagLayer = tagLayer
        self.decoder = decoder
        self.contexts = contexts
        self.hiddenDropout = hiddenDropout
        self.attentionDropout = attentionDropout
        self.labelSmoothing = labelSmoothing
    }

    /// Numbers that the classifier reads a word from.
    var classifierInputs: Int { encoder.hiddenSize * (contexts?.module.classifierParts ?? 1) }

    /// What of it is the encoder's.
    var encoderOptions: EncoderOptions {
        EncoderOptions(
            encoder: encoder, tagLayer: tagLayer, hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
    }
}
