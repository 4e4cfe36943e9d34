public import Encoder
internal import WordPieces

extension EntityModel {
    /// Sizes of the model's encoder.
    public var encoderConfiguration: EncoderConfiguration { encoder.configuration }

    /// Entries of the vocabulary, tags included.
    public var vocabularyCount: Int { vocabulary.count }
}
