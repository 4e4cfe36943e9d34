internal import Encoder

/// What the encoder of a model under training is made of, whatever its heads are.
struct EncoderOptions: Equatable {
    /// Its shape, with the vocabulary that it is trained with, tags included.
    var encoder: EncoderConfiguration
    /// The layer at which the tags join: 0 puts them into the sequence from the start.
    var tagLayer = 0
    /// The part of hidden numbers that dropout sets to 0: behind the embeddings, both parts of a layer, before the
    /// heads.
    var hiddenDropout: Float
    /// The part of attention's weights that dropout sets to 0.
    var attentionDropout: Float
}
