internal import Documents
internal import Entities
internal import Scoring
internal import Tensors

/// Writes a model as a folder that `EntityModel` reads.
struct ModelFolder {
    let path: String
    let configuration: TrainingConfiguration
    let start: StartingModel
    /// The contexts that the model is given; nil for none.
    var features: EntityFeatures?

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - model: the model, with the weights to write.
    ///   - scores: its scores on devel.
    func write(_ model: TrainableEntityModel, scores: DevelScores, names: [String], steps: Int) throws {
        let files = ModelFiles(path: path, start: start)
        let labels = SequenceBuilder.labels.map(\.rawValue)
        var keys = files.keys(architecture: "BertForTokenClassification")
        keys["id2label"] = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ("\($0)", $1) })
        keys["label2id"] = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        keys["syntag"] = section(labels: labels)
        let card = ModelCard(
            configuration: configuration, start: start, features: features, names: names, scores: scores, steps: steps)
        let words = features?.words.map { $0.names.map { $0 + "\n" }.joined() }
        try files.write(
            keys: keys, parameters: model.parameters, type: configuration.model.weights, card: card.text,
            more: words.map { [EntityFeatures.wordsName: $0] } ?? [:])
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
        let section: [String: any Sendable] = [
            "name": configuration.name, "task": "entities", "tags": tags, "labels": labels,
            "tag_layer": configuration.tagLayer, "decoder": configuration.model.decoder.rawValue,
            "tag_naming": configuration.tags.naming.rawValue, "tag_closing": configuration.tags.closing,
        ]
        return features.map { section.merging(["features": Self.section(of: $0)]) { own, _ in own } } ?? section
    }

    /// What says which contexts the model is given; see `EntityModel`.
    private static func section(of features: EntityFeatures) -> [String: any Sendable] {
        var section: [String: any Sendable] = [
            "module": features.module.rawValue, "context": features.context.rawValue,
            "labels": features.labels.names, "label_size": features.labelSize,
        ]
        if features.words != nil { section["words"] = EntityFeatures.wordsName }
        return section
    }
}
