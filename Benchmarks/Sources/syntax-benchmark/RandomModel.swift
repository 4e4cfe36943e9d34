import Encoder
import Foundation
import Tensors

/// A syntax model with the encoder and the vocabulary of another model, and heads of random numbers: it parses nonsense
/// in the time that a trained one takes.
struct RandomModel {
    /// The folder that it was written to.
    let folder: URL

    private static let labels = (xpos: 48, upos: 17, relations: 48, constituents: 100)
    private static let sizes = (arc: 256, relation: 128, span: 128)

    /// Writes a model to a new folder under the system's temporary folder.
    ///
    /// - Parameter layers: how many of the encoder's layers it has; nil for all.
    init(encoder source: String, layers: Int?) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("syntax-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = URL(fileURLWithPath: source)
        try FileManager.default.copyItem(
            at: source.appendingPathComponent("vocab.txt"), to: folder.appendingPathComponent("vocab.txt"))
        let config = try Data(contentsOf: source.appendingPathComponent("config.json"))
        guard var values = try JSONSerialization.jsonObject(with: config) as? [String: Any] else { return }
        if let layers { values["num_hidden_layers"] = layers }
        func names(_ prefix: String, _ count: Int) -> [String] { (0..<count).map { "\(prefix)\($0)" } }
        values["syntag"] = [
            "task": "syntax", "tags": [["name": "CRAFT", "open": "[MASK]", "close": "[MASK]"]],
            "xpos": names("X", Self.labels.xpos), "upos": names("U", Self.labels.upos),
            "relations": ["root"] + names("r", Self.labels.relations - 1),
            "constituents": names("C", Self.labels.constituents), "arc_size": Self.sizes.arc,
            "relation_size": Self.sizes.relation, "span_size": Self.sizes.span,
        ]
        try JSONSerialization.data(withJSONObject: values).write(to: folder.appendingPathComponent("config.json"))

        let file = try SafetensorsFile(path: source.appendingPathComponent("model.safetensors").path)
        var tensors: [Weights] = []
        for name in file.names where name.contains("embeddings.") || name.contains("encoder.layer.") {
            tensors.append(Weights(name, shape: file.shape(of: name) ?? [], numbers: try file.numbers(name)))
        }
        let hidden = values["hidden_size"] as? Int ?? 0
        tensors += Self.heads(hidden: hidden)
        try Data(SafetensorsFile.bytes(of: tensors)).write(to: folder.appendingPathComponent("model.safetensors"))
    }

    /// Removes the folder.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func heads(hidden: Int) -> [Weights] {
        var generator = SystemRandomNumberGenerator()
        func random(_ name: String, _ shape: [Int]) -> Weights {
            let numbers = (0..<shape.reduce(1, *)).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
            return Weights(name, shape: shape, numbers: numbers)
        }
        let layers = [
            ("xpos", labels.xpos), ("upos", labels.upos), ("arc.dependent", sizes.arc), ("arc.head", sizes.arc),
            ("relation.dependent", sizes.relation), ("relation.head", sizes.relation), ("span.left", sizes.span),
            ("span.right", sizes.span),
        ]
        return layers.flatMap { name, outputs in
            [random("\(name).weight", [outputs, hidden]), random("\(name).bias", [outputs])]
        } + [
            random("arc.biaffine.weight", [sizes.arc + 1, sizes.arc]),
            random("relation.biaffine.weight", [labels.relations, sizes.relation + 1, sizes.relation + 1]),
            random("span.biaffine.weight", [labels.constituents, sizes.span + 1, sizes.span + 1]),
        ]
    }
}
