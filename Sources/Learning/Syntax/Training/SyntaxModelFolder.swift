internal import Encoder
internal import Files
internal import Tensors
internal import WordPieces

/// Writes a model as a folder that `SyntaxModel` reads.
struct SyntaxModelFolder {
    let path: String
    let configuration: SyntaxTrainingConfiguration
    let start: StartingModel
    let inventory: SyntaxInventory

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - model: the model, with the weights to write.
    ///   - scores: its scores on devel.
    ///   - steps: steps of the whole run.
    func write(_ model: TrainableSyntaxModel, scores: DevelScores, names: ScoreNames, steps: Int) throws {
        let files = ModelFiles(path: path, start: start)
        var keys = files.keys(architecture: "BertModel")
        keys["num_hidden_layers"] = model.options.encoder.layerCount
        // What the start could label is not what this model can.
        keys["id2label"] = nil
        keys["label2id"] = nil
        keys["syntag"] = section
        let card = SyntaxModelCard(
            configuration: configuration, inventory: inventory, names: names, scores: scores,
            facts: RunFacts(
                start: start, weights: .float16, encoder: model.options.encoder, optimizer: configuration.optimizer,
                schedule: configuration.schedule,
                dropout: "\(configuration.model.dropout) (vectors \(configuration.model.vectorDropout))",
                corpora: configuration.corpora.map(\.name), step: scores.step, steps: steps))
        try files.write(keys: keys, parameters: model.parameters, type: .float16, card: card.text)
    }

    private var section: [String: any Sendable] {
        let sizes = configuration.model.sizes
        return [
            "name": configuration.name, "task": "syntax",
            "tags": configuration.corpora.map {
                ["name": $0.name, "open": $0.tag.open, "close": $0.tag.close ?? ""]
            },
            "default_tag": configuration.corpora[0].name, "word": configuration.model.word.rawValue,
            "xpos": inventory.xpos, "upos": inventory.upos, "relations": inventory.relations,
            "constituents": inventory.constituents, "arc_size": sizes.arc, "relation_size": sizes.relation,
            "span_size": sizes.span,
        ]
    }
}
