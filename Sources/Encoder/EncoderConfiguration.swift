import Foundation

/// The shape of a BERT encoder, as Hugging Face's `config.json` gives it.
public struct EncoderConfiguration: Sendable, Equatable {
    /// Numbers in a hidden state.
    public var hiddenSize: Int
    /// Number of layers.
    public var layerCount: Int
    /// Number of attention heads; divides `hiddenSize`.
    public var headCount: Int
    /// Numbers in an inner state of the feed-forward part.
    public var intermediateSize: Int
    /// Number of sub-words in the vocabulary.
    public var vocabularySize: Int
    /// Sub-words that a sequence may have, special tokens included.
    public var maximumPositions: Int
    /// Number of token types.
    public var typeCount: Int
    /// Added to the variance in every normalisation.
    public var normEpsilon: Float

    /// Makes a configuration.
    ///
    /// - Throws: `EncoderError` when a size is not positive or the heads do not divide the hidden size.
    public init(
        hiddenSize: Int, layerCount: Int, headCount: Int, intermediateSize: Int, vocabularySize: Int,
        maximumPositions: Int = 512, typeCount: Int = 2, normEpsilon: Float = 1e-12
    ) throws(EncoderError) {
        self.hiddenSize = hiddenSize
        self.layerCount = layerCount
        self.headCount = headCount
        self.intermediateSize = intermediateSize
        self.vocabularySize = vocabularySize
        self.maximumPositions = maximumPositions
        self.typeCount = typeCount
        self.normEpsilon = normEpsilon
        try check(file: "the configuration")
    }

    /// Reads a `config.json`.
    public init(path: String) throws(EncoderError) {
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw EncoderError(.configuration(file: path, "cannot be read"))
        }
        try self.init(json: Array(contents), file: path)
    }

    /// Reads the JSON of a `config.json`; `file` is what errors call it.
    public init(json: [UInt8], file: String) throws(EncoderError) {
        let values = try ConfigurationValues(json: json, file: file)
        try values.require("model_type", "bert")
        try values.require("hidden_act", "gelu")
        try values.require("position_embedding_type", "absolute")
        hiddenSize = try values.count("hidden_size")
        layerCount = try values.count("num_hidden_layers")
        headCount = try values.count("num_attention_heads")
        intermediateSize = try values.count("intermediate_size")
        vocabularySize = try values.count("vocab_size")
        maximumPositions = try values.count("max_position_embeddings", otherwise: 512)
        typeCount = try values.count("type_vocab_size", otherwise: 2)
        normEpsilon = Float(try values.number("layer_norm_eps", otherwise: 1e-12))
        try check(file: file)
    }

    /// Numbers in a head's vectors.
    public var headSize: Int { hiddenSize / headCount }

    /// Floating-point operations of the products of one token in a sequence of `length` tokens, a multiply-add being
    /// two.
    public func operations(perTokenOf length: Int) -> Int {
        let products = 4 * hiddenSize * hiddenSize + 2 * hiddenSize * intermediateSize + 2 * length * hiddenSize
        return 2 * layerCount * products
    }

    private func check(file: String) throws(EncoderError) {
        let sizes = [
            ("hidden_size", hiddenSize), ("num_hidden_layers", layerCount), ("num_attention_heads", headCount),
            ("intermediate_size", intermediateSize), ("vocab_size", vocabularySize),
            ("max_position_embeddings", maximumPositions), ("type_vocab_size", typeCount),
        ]
        for (key, value) in sizes where value < 1 || value > 1 << 24 {
            throw EncoderError(.configuration(file: file, "'\(key)' is \(value), needed is a number from 1 to 2^24"))
        }
        guard hiddenSize % headCount == 0 else {
            let why = "'hidden_size' \(hiddenSize) is not a multiple of 'num_attention_heads' \(headCount)"
            throw EncoderError(.configuration(file: file, why))
        }
        guard normEpsilon >= 0, normEpsilon.isFinite else {
            throw EncoderError(.configuration(file: file, "'layer_norm_eps' is \(normEpsilon), needed is 0 or more"))
        }
    }
}
