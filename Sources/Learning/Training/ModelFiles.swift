internal import Encoder
internal import Files
internal import Foundation
internal import Tensors
internal import WordPieces

/// The files of a model folder, whatever the model's task: weights, `config.json`, `vocab.txt`, a card and check sums.
///
/// Each file is replaced as a whole. Configuration and vocabulary are the same all through a run, so that the folder
/// can be used at any time once it is there.
struct ModelFiles {
    /// The files that say what a model is; a digest of it covers them.
    static let names = ["config.json", "vocab.txt", "model.safetensors"]

    let path: String
    let start: StartingModel

    /// The keys of the model that the run was started from, with what every model has of its own.
    func keys(architecture: String) -> [String: any Sendable] {
        var keys = start.configuration
        keys["architectures"] = [architecture]
        keys["_name_or_path"] = nil
        keys["vocab_size"] = start.encoder.vocabularySize
        keys["do_lower_case"] = start.lowercase
        if let strips = start.stripAccents { keys["strip_accents"] = strips }
        return keys
    }

    /// Writes the folder. Check sums of earlier weights go first: while there are none, nothing is compared.
    ///
    /// - Parameter more: texts of further files by their names.
    func write(
        keys: [String: any Sendable], parameters: ParameterBuffer, type: WeightType, card: String,
        more: [String: String] = [:]
    ) throws {
        try Folder.create(path)
        try? FileManager.default.removeItem(atPath: "\(path)/\(Checksums.name)")
        let json = try JSONSerialization.data(
            withJSONObject: keys, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try replace("vocab.txt", with: start.tokenizer.vocabulary.entries.joined(separator: "\n") + "\n")
        try replace("config.json", with: String(decoding: json, as: UTF8.self) + "\n")
        for (name, text) in more { try replace(name, with: text) }
        try parameters.export(to: path, type: type)
        try replace("README.md", with: card)
        try Checksums(of: Self.names + more.keys.sorted(), in: path).write(to: path)
    }

    private func replace(_ name: String, with text: String) throws {
        try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)")
    }
}
