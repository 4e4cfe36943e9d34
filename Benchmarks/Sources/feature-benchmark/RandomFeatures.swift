import Entities
import Foundation
import Tensors

/// Copies of an entity model that read syntax by modules of random numbers: they tag nonsense in the time that trained
/// ones take.
struct RandomFeatures {
    private let source: URL
    private let folder: URL
    private let file: SafetensorsFile
    private var config: [String: Any]
    private let words: [String]
    private let labelSize: Int

    /// Labels of a model, and the number of context words that have keys.
    private static let labels = (0..<50).map { "label\($0)" }
    private static let wordCount = 20_000

    /// Reads the model to copy; copies go to a new folder under the system's temporary folder.
    ///
    /// - Parameters:
    ///   - words: what keys are for.
    ///   - labelSize: numbers in a label's embedding, with `cfa`.
    ///   - layers: how many of the encoder's layers the copies have; nil for all.
    init(model: String, words: [String], labelSize: Int, layers: Int?) throws {
        source = URL(fileURLWithPath: model)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("features-\(UUID().uuidString)")
        file = try SafetensorsFile(path: source.appendingPathComponent("model.safetensors").path)
        let bytes = try Data(contentsOf: source.appendingPathComponent("config.json"))
        config = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
        if let layers { config["num_hidden_layers"] = layers }
        self.words = words
        self.labelSize = labelSize
    }

    /// Removes all copies.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A copy that reads no syntax.
    func plain() throws -> EntityModel {
        let tensors = try file.names.map { try tensor($0) }
        return try write("plain", config: config, tensors: tensors)
    }

    /// A copy with a module.
    func model(_ module: ContextModule, _ context: ContextFeature) throws -> EntityModel {
        let hidden = config["hidden_size"] as? Int ?? 0
        let labels = context == .syn ? SyntacticContexts.acceptedConstituents : Self.labels
        let keys = [ContextWords.unknown] + words.filter { $0 == $0.lowercased() }.prefix(Self.wordCount)
        var features: [String: Any] = [
            "module": module.rawValue, "context": context.rawValue, "labels": [ContextLabels.other] + labels,
            "label_size": module == .cfa ? labelSize : hidden,
        ]
        if module.hasKeys { features["words"] = "context_words.txt" }
        var values = config
        var section = values["syntag"] as? [String: Any] ?? [:]
        section["features"] = features
        values["syntag"] = section

        var tensors = try file.names.filter { $0 != "classifier.weight" }.map { try tensor($0) }
        var generator = SystemRandomNumberGenerator()
        func add(_ name: String, _ shape: Int...) {
            let numbers = (0..<shape.reduce(1, *)).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
            tensors.append(Weights(name, shape: shape, numbers: numbers))
        }
        add("classifier.weight", 3, module.classifierParts * hidden)
        switch module {
        case .cfa:
            add("cfa.label_embeddings.weight", labels.count + 1, labelSize)
            add("cfa.combine.weight", hidden, hidden + labelSize)
            add("cfa.combine.bias", hidden)
        case .twa:
            add("twa.keys.weight", keys.count, hidden)
            add("twa.label_embeddings.weight", labels.count + 1, hidden)
        case .kvmn:
            add("kvmn.keys.weight", keys.count, hidden)
            add("kvmn.values.weight", labels.count + 1, hidden)
        }
        return try write(
            "\(module.rawValue)-\(context.rawValue)", config: values, tensors: tensors,
            words: module.hasKeys ? keys : nil)
    }

    private func tensor(_ name: String) throws -> Weights {
        Weights(name, shape: file.shape(of: name) ?? [], numbers: try file.numbers(name))
    }

    /// Writes a folder and reads it.
    private func write(
        _ name: String, config: [String: Any], tensors: [Weights], words: [String]? = nil
    ) throws -> EntityModel {
        let target = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: source.appendingPathComponent("vocab.txt"), to: target.appendingPathComponent("vocab.txt"))
        if let words {
            try Data(words.map { "\($0)\n" }.joined().utf8).write(
                to: target.appendingPathComponent("context_words.txt"))
        }
        try JSONSerialization.data(withJSONObject: config).write(to: target.appendingPathComponent("config.json"))
        try Data(SafetensorsFile.bytes(of: tensors)).write(to: target.appendingPathComponent("model.safetensors"))
        return try EntityModel(folder: target.path)
    }
}
