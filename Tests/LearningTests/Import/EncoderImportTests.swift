import Encoder
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Checkpoints are imported")
struct EncoderImportTests {
    private let folder: TemporaryDirectory
    private static let entries =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "d", "1", "2", "The", "##c", "Gene"]

    /// A random checkpoint of a small shape, with a cased vocabulary and the names that BioBERT's has: the prefix
    /// `bert.`, gamma and beta, numbers of positions, a pooler, and the heads of pre-training.
    init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: true)
        _ = try folder.write(Self.entries.joined(separator: "\n").utf8, to: "in/vocab.txt")
        try configure([:])
        try write()
    }

    private func configure(_ changes: [String: Any]) throws {
        let keys: [String: Any] = [
            "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20,
            "vocab_size": Self.entries.count, "max_position_embeddings": 24, "type_vocab_size": 2,
            "hidden_act": "gelu", "layer_norm_eps": 1e-12, "architectures": ["BertForPreTraining"],
        ]
        let json = try JSONSerialization.data(withJSONObject: keys.merging(changes) { $1 })
        _ = try folder.write(json, to: "in/config.json")
    }

    private var encoder: EncoderConfiguration {
        get throws { try EncoderConfiguration(path: folder.path("in/config.json")) }
    }

    private func write(
        prefix: String = "bert.", old: Bool = true, _ change: (inout [Weights]) -> Void = { _ in }
    ) throws {
        var generator = SeededGenerator(seed: 6)
        func random(_ shape: [Int]) -> [Float] {
            (0..<shape.reduce(1, *)).map { _ in Float.random(in: -1...1, using: &generator) }
        }
        var tensors: [Weights] = []
        for parameter in ParameterListing(encoder: try encoder).parameters {
            var name = prefix + parameter.name
            if old {
                name = name.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
                    .replacing("LayerNorm.bias", with: "LayerNorm.beta")
            }
            tensors.append(Weights(name, shape: parameter.shape, numbers: random(parameter.shape)))
        }
        for (name, shape) in [
            ("bert.pooler.dense.weight", [12, 12]), ("cls.predictions.bias", [Self.entries.count]),
            ("classifier.weight", [2, 12]),
        ] { tensors.append(Weights(name, shape: shape, numbers: random(shape))) }
        change(&tensors)
        _ = try folder.write(SafetensorsFile.bytes(of: tensors), to: "in/model.safetensors")
    }

    @Test("without prefix, under today's names, number for number", arguments: [("bert.", true), ("", false)])
    func numbers(prefix: String, old: Bool) throws {
        try write(prefix: prefix, old: old)
        let checkpoint = try EncoderImport(folder: folder.path("in"))
        #expect(checkpoint.leftOut == ["bert.pooler.dense.weight", "classifier.weight", "cls.predictions.bias"])
        #expect(!checkpoint.lowercase && checkpoint.reason.contains("capitals"))
        let names = try checkpoint.write(to: folder.path("out"))
        #expect(Set(names) == ["config.json", "vocab.txt", "README.md", "model.safetensors"])
        let before = try SafetensorsFile(path: folder.path("in/model.safetensors"))
        let after = try SafetensorsFile(path: folder.path("out/model.safetensors"))
        let parameters = ParameterListing(encoder: try encoder).parameters
        #expect(after.names == parameters.map(\.name).sorted())
        #expect(checkpoint.count == parameters.reduce(0) { $0 + $1.count })
        for parameter in parameters {
            let name = ParameterBuffer.checkpointName(parameter.name, in: before, prefix: prefix)
            #expect(try after.numbers(parameter.name) == before.numbers(name), "\(parameter.name)")
        }
        #expect(throws: ImportError(.occupied, path: folder.path("out"))) {
            try checkpoint.write(to: folder.path("out"))
        }
    }

    @Test("to a folder that training starts from, cased as its vocabulary is")
    func start() throws {
        _ = try EncoderImport(folder: folder.path("in")).write(to: folder.path("out"))
        let start = try StartingModel(folder: folder.path("out"), adding: ["<X>"])
        #expect(!start.lowercase && start.baseCount == Self.entries.count)
        #expect(start.encoder.hiddenSize == 12 && start.encoder.vocabularySize == Self.entries.count + 1)
        var tiny = try TinyTraining()
        tiny.configuration.initialise = folder.path("out")
        tiny.configuration.schedule.steps = 3
        #expect(try tiny.run(to: "out").summary.steps == 3)
    }

    @Test("what says how words are split goes before the look of the vocabulary")
    func letters() throws {
        _ = try folder.write("{\"do_lower_case\": true, \"strip_accents\": false}".utf8, to: "in/tokenizer_config.json")
        let beside = try EncoderImport(folder: folder.path("in"))
        #expect(beside.lowercase && beside.reason == "as tokenizer_config.json says")
        _ = try beside.write(to: folder.path("out"))
        let start = try StartingModel(folder: folder.path("out"), adding: [])
        #expect(start.lowercase && start.stripAccents == false)
        try configure(["do_lower_case": false])
        let own = try EncoderImport(folder: folder.path("in"))
        #expect(!own.lowercase && own.reason == "as config.json says")
    }

    @Test("letters that are capitals to Unicode and have no small letter make no vocabulary cased")
    func uncased() throws {
        let entries = Self.entries.map { $0.hasPrefix("[") ? $0 : $0.lowercased() }
        let lettered = entries.dropLast(4) + ["ª", "ʰ", "ᴬ", "##º"]
        _ = try folder.write(lettered.joined(separator: "\n").utf8, to: "in/vocab.txt")
        let checkpoint = try EncoderImport(folder: folder.path("in"))
        #expect(checkpoint.lowercase && checkpoint.reason.contains("small letters"))
    }

    @Test("what heads and labels a checkpoint had is left behind")
    func heads() throws {
        try configure(["syntag": ["task": "entities"], "id2label": ["0": "X"], "torch_dtype": "float16"])
        _ = try EncoderImport(folder: folder.path("in")).write(to: folder.path("out"))
        let json = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/config.json")))
        let keys = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any]).keys
        #expect(!keys.contains("syntag") && !keys.contains("id2label") && !keys.contains("torch_dtype"))
    }

    @Test("what does not fit is refused, with a remedy")
    func refused() throws {
        func error(_ words: String...) throws {
            let error = try #require(throws: (any Error).self) { try EncoderImport(folder: folder.path("in")) }
            for word in words { #expect("\(error)".contains(word), "\(error)") }
        }
        let word = "bert.embeddings.word_embeddings.weight", inner = "bert.encoder.layer.1.intermediate.dense.weight"
        try write { $0.removeAll { $0.name == inner } }
        try error("there is no tensor \(inner)", "BERT encoder")
        try write { tensors in
            for place in tensors.indices where tensors[place].name == inner {
                tensors[place] = Weights(inner, shape: [12, 20], numbers: tensors[place].numbers)
            }
        }
        try error(inner, "[12 x 20]", "[20 x 12]")
        try write { tensors in
            for place in tensors.indices where tensors[place].name == inner {
                tensors[place] = Weights(
                    inner, shape: [20, 12], numbers: [.infinity] + tensors[place].numbers.dropFirst())
            }
        }
        try error(inner, "not finite")
        try write { tensors in
            for place in tensors.indices where tensors[place].name == word {
                tensors[place] = Weights(word, shape: [13, 12], numbers: Array(tensors[place].numbers.prefix(13 * 12)))
            }
        }
        try error("counts 14 sub-words, vocab.txt 14, and the table of embeddings 13")
        try write()
        try configure(["hidden_act": "relu"])
        try error("hidden_act", "gelu")
        try configure([:])
        try FileManager.default.moveItem(
            atPath: folder.path("in/model.safetensors"), toPath: folder.path("in/pytorch_model.bin"))
        try error("pytorch_model.bin", "python3 etc/tools/bin_to_safetensors.py")
        try FileManager.default.removeItem(atPath: folder.path("in/pytorch_model.bin"))
        try error("model.safetensors: there is no such file")
    }
}
