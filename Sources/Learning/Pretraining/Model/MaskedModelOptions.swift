public import Encoder

/// What a masked language model under training is made of.
public struct MaskedModelOptions: Sendable, Equatable {
    /// The encoder.
    public var encoder: EncoderConfiguration
    /// The part of hidden numbers that dropout sets to 0: behind the embeddings and both parts of a layer.
    public var hiddenDropout: Float
    /// The part of attention's weights that dropout sets to 0.
    public var attentionDropout: Float

    /// Makes options.
    public init(encoder: EncoderConfiguration, hiddenDropout: Float = 0.1, attentionDropout: Float = 0.1) {
        precondition([hiddenDropout, attentionDropout].allSatisfy { $0 >= 0 && $0 < 1 }, "dropout of a part")
        self.encoder = encoder
        self.hiddenDropout = hiddenDropout
        self.attentionDropout = attentionDropout
    }

    /// What of it is the encoder's.
    var encoderOptions: EncoderOptions {
        EncoderOptions(encoder: encoder, hiddenDropout: hiddenDropout, attentionDropout: attentionDropout)
    }
}

extension ParameterLayout {
    /// The parameters of a masked language model, under Hugging Face's names.
    ///
    /// The table of words is the decoder's too: all of its rows have gradients at every step, so it is dense.
    public static func parameters(of options: MaskedModelOptions) -> [Parameter] {
        var list = ParameterListing(encoder: options.encoder, hasDenseWords: true)
        let hidden = options.encoder.hiddenSize
        list.linear(PredictionHead.dense, outputs: hidden, inputs: hidden)
        list.norm(PredictionHead.norm, size: hidden)
        list.append(PredictionHead.bias, [options.encoder.vocabularySize])
        return list.parameters
    }
}
