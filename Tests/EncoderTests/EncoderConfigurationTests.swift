import Encoder
import TestSupport
import Testing

@Suite("Configurations")
struct EncoderConfigurationTests {
    private static func read(_ json: String) throws -> EncoderConfiguration {
        try EncoderConfiguration(json: Array(json.utf8), file: "c.json")
    }

    /// A right configuration, one member replaced or removed.
    private static func json(_ key: String? = nil, _ value: String? = nil) -> String {
        var members = [
            "hidden_size": "768", "num_hidden_layers": "12", "num_attention_heads": "12", "intermediate_size": "3072",
            "vocab_size": "28996", "hidden_act": "\"gelu\"", "model_type": "\"bert\"", "syntag": "{\"tags\": []}",
        ]
        if let key { members[key] = value }
        return "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }

    @Test("BioBERT's, with what is absent taken from BERT")
    func base() throws {
        let configuration = try Self.read(Self.json())
        let expected = try EncoderConfiguration(
            hiddenSize: 768, layerCount: 12, headCount: 12, intermediateSize: 3072, vocabularySize: 28_996,
            maximumPositions: 512, typeCount: 2, normEpsilon: 1e-12)
        #expect(configuration == expected)
        #expect(configuration.headSize == 64)
    }

    @Test("one layer and one head are numbers, not truth values")
    func ones() throws {
        #expect(try Self.read(Self.json("num_hidden_layers", "1")).layerCount == 1)
        #expect(try Self.read(Self.json("num_attention_heads", "1")).headSize == 768)
        #expect(try Self.read(Self.json("layer_norm_eps", "1e-5")).normEpsilon == 1e-5)
    }

    @Test("the operations of a token are those of its products")
    func operations() throws {
        let configuration = try EncoderConfiguration(
            hiddenSize: 4, layerCount: 2, headCount: 2, intermediateSize: 8, vocabularySize: 10)
        // Two layers of: 4 products of 4 x 4, two of 4 x 8, scores and contexts with each of 5 tokens; two a
        // multiply-add.
        #expect(configuration.operations(perTokenOf: 5) == 2 * 2 * (4 * 16 + 2 * 32 + 2 * 5 * 4))
    }

    @Test(
        "what this encoder cannot run is refused with file, key and value",
        arguments: [
            ("hidden_size", "0"), ("hidden_size", "-3"), ("hidden_size", "1.5"), ("hidden_size", "\"768\""),
            ("hidden_size", "true"), ("hidden_size", "null"), ("hidden_size", "770"), ("hidden_size", "1e30"),
            ("vocab_size", "99999999999"), ("num_attention_heads", "7"), ("hidden_act", "\"gelu_new\""),
            ("hidden_act", "7"), ("position_embedding_type", "\"relative_key\""), ("model_type", "\"roberta\""),
            ("layer_norm_eps", "-1"), ("max_position_embeddings", "0"), ("type_vocab_size", "[]"),
        ])
    func refused(key: String, value: String) throws {
        let error = #expect(throws: EncoderError.self) { try Self.read(Self.json(key, value)) }
        let text = try #require(error).description
        #expect(text.hasPrefix("c.json: "))
        #expect(text.contains(key))
    }

    @Test("a missing key, no JSON, no object and no file are refused")
    func absent() throws {
        let missing = #expect(throws: EncoderError.self) { try Self.read(Self.json("vocab_size", nil)) }
        #expect(missing?.code == .configuration(file: "c.json", "has no 'vocab_size'"))
        for json in ["", "{", "[1]", "3"] { #expect(throws: EncoderError.self) { try Self.read(json) } }
        let folder = try TemporaryDirectory()
        #expect(throws: EncoderError(.configuration(file: folder.path("c.json"), "cannot be read"))) {
            try EncoderConfiguration(path: folder.path("c.json"))
        }
    }
}
