internal import Documents
internal import Encoder
internal import Files
internal import Foundation
internal import Scoring
internal import Tensors
internal import WordPieces

/// Writes a model as a folder that `EntityModel` reads: weights, `config.json`, `vocab.txt` and a card.
///
/// Each file is replaced as a whole. Configuration and vocabulary are the same all through a run, so that the folder can
/// be used at any time once it is there.
struct ModelFolder {
    let path: String
    let configuration: TrainingConfiguration
    let start: StartingModel

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - model: the model, with the weights to write.
    ///   - scores: its scores on devel.
    func write(_ model: TrainableEntityModel, scores: DevelScores, names: [String], steps: Int) throws {
        try Folder.create(path)
        try replace("vocab.txt", with: start.tokenizer.vocabulary.entries.joined(separator: "\n") + "\n")
        try replace("config.json", with: json())
        try model.export(to: path, type: configuration.model.weights)
        let card = ModelCard(
            configuration: configuration, start: start, names: names, scores: scores, steps: steps)
        try replace("README.md", with: card.text)
    }

    private func replace(_ name: String, with text: String) throws {
        let file = try AtomicFile(path: "\(path)/\(name)")
        try file.write(Array(text.utf8))
        try file.commit()
    }

    /// The keys of the model that it was started from, with what this one has of its own.
    private func json() throws -> String {
        let labels = SequenceBuilder.labels.map(\.rawValue)
        var keys = start.configuration
        keys["architectures"] = ["BertForTokenClassification"]
        keys["_name_or_path"] = nil
        keys["vocab_size"] = start.encoder.vocabularySize
        keys["do_lower_case"] = start.lowercase
        if let strips = start.stripAccents { keys["strip_accents"] = strips }
        keys["id2label"] = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ("\($0)", $1) })
        keys["label2id"] = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        keys["syntag"] = section(labels: labels)
        let data = try JSONSerialization.data(
            withJSONObject: keys, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private func section(labels: [String]) -> [String: any Sendable] {
        var tags: [[String: String]] = []
        for corpus in configuration.corpora {
            let pairs = configuration.tags.pairs(of: corpus)
            let name = configuration.tags.naming == .type ? corpus.type.rawValue : corpus.name
            guard !tags.contains(where: { $0["name"] == name }) else { continue }
            // Without tags the entries say what each corpus is called and what it annotates.
            var tag = ["name": name, "type": corpus.type.rawValue, "open": "", "close": ""]
            for (pair, keys) in zip(pairs, [("open", "close"), ("inner_open", "inner_close")]) {
                tag[keys.0] = pair.open
                tag[keys.1] = pair.close ?? ""
            }
            tags.append(tag)
        }
        return [
            "name": configuration.name, "task": "entities", "tags": tags, "labels": labels,
            "tag_layer": configuration.tagLayer, "decoder": configuration.model.decoder.rawValue,
            "tag_naming": configuration.tags.naming.rawValue, "tag_closing": configuration.tags.closing,
        ]
    }
}
