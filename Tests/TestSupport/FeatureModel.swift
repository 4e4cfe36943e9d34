public import Foundation
public import Tensors

/// A copy of the tiny entity model that reads syntax: its module has random weights.
public struct FeatureModel {
    /// The folder, while this value lives.
    public let folder: TemporaryDirectory
    /// Every tensor by its name, as it was written.
    public let tensors: [String: Weights]

    /// Numbers in a hidden vector of the tiny model.
    public static let hidden = 16
    /// Names of the file of context words, where there is one.
    public static let words = "context_words.txt"

    /// Writes the model.
    ///
    /// - Parameters:
    ///   - module: cfa, twa or kvmn.
    ///   - context: pos, syn or dep.
    ///   - labels: the labels that are listed, without `<other>`.
    ///   - labelSize: numbers in a label's embedding, with cfa.
    ///   - words: the context words that are listed, without `<unknown>`, but with cfa.
    ///   - section: changes `syntag` of `config.json`.
    ///   - weights: changes the tensors.
    public init(
        module: String, context: String, labels: [String], labelSize: Int = 5,
        words: [String] = ["gene", "mice", "the"],
        section change: (inout [String: Any]) -> Void = { _ in },
        weights changeWeights: (inout [String: Weights]) -> Void = { _ in }
    ) throws {
        folder = try TemporaryDirectory()
        let source = Fixtures.url("entities/tiny")
        _ = try folder.write(Data(contentsOf: source.appendingPathComponent("vocab.txt")), to: "vocab.txt")

        var features: [String: Any] = ["module": module, "context": context, "labels": ["<other>"] + labels]
        features["label_size"] = module == "cfa" ? labelSize : Self.hidden
        if module != "cfa" {
            features["words"] = Self.words
            let lines = (["<unknown>"] + words).map { "\($0)\n" }.joined()
            _ = try folder.write(lines.utf8, to: Self.words)
        }
        let bytes = try Data(contentsOf: source.appendingPathComponent("config.json"))
        var config = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
        var section = config["syntag"] as? [String: Any] ?? [:]
        section["name"] = "tiny-\(module)-\(context)"
        section["features"] = features
        change(&section)
        config["syntag"] = section
        _ = try folder.write(
            JSONSerialization.data(withJSONObject: config, options: .sortedKeys), to: "config.json")

        let file = try SafetensorsFile(path: source.appendingPathComponent("model.safetensors").path)
        var tensors: [String: Weights] = [:]
        for name in file.names {
            tensors[name] = Weights(name, shape: file.shape(of: name) ?? [], numbers: try file.numbers(name))
        }
        let shapes = Self.shapes(module: module, labels: labels.count + 1, size: labelSize, words: words.count + 1)
        var generator = SeededGenerator(seed: 71)
        for (name, shape) in shapes {
            let numbers = (0..<shape.reduce(1, *)).map { _ in Float.random(in: -0.6...0.6, using: &generator) }
            tensors[name] = Weights(name, shape: shape, numbers: numbers)
        }
        // The rows are O, B, I: less of O makes mentions, whatever the other numbers, and a field that wants a label to
        // change decides otherwise than each word by itself.
        tensors["classifier.bias"] = Weights("classifier.bias", shape: [3], numbers: [-2, 0.1, 0.2])
        tensors["crf.transitions"] = Weights(
            "crf.transitions", shape: [3, 3], numbers: [-4, 0.3, -0.2, 0.1, -4, 0.4, 0.2, -0.3, -4])
        changeWeights(&tensors)
        self.tensors = tensors
        _ = try folder.write(SafetensorsFile.bytes(of: Array(tensors.values)), to: "model.safetensors")
    }

    /// The tensors of a module, its head and a random field.
    private static func shapes(module: String, labels: Int, size: Int, words: Int) -> [(String, [Int])] {
        let head = [("classifier.weight", [3, (module == "twa" ? 3 : 2) * hidden])]
        let field = [("crf.start_transitions", [3]), ("crf.end_transitions", [3])]
        switch module {
        case "cfa":
            return head + field + [
                ("cfa.label_embeddings.weight", [labels, size]),
                ("cfa.combine.weight", [hidden, hidden + size]), ("cfa.combine.bias", [hidden]),
            ]
        case "twa":
            return head + field + [
                ("twa.keys.weight", [words, hidden]), ("twa.label_embeddings.weight", [labels, hidden]),
            ]
        default:
            return head + field + [("kvmn.keys.weight", [words, hidden]), ("kvmn.values.weight", [labels, hidden])]
        }
    }
}
