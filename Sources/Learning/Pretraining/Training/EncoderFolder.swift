internal import Encoder
internal import Files
internal import Tensors

/// Writes the encoder of a model as a folder that other trainings start from: in the layout of the start, without a head.
struct EncoderFolder {
    let path: String
    let configuration: PretrainingConfiguration
    let start: StartingModel

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - model: the model, with the weights to write.
    ///   - scores: its scores on held-out documents.
    ///   - steps: steps of the whole run.
    func write(_ model: TrainableMaskedModel, scores: DevelScores, names: ScoreNames, steps: Int) throws {
        let files = ModelFiles(path: path, start: start)
        var keys = files.keys(architecture: "BertModel")
        keys["model_type"] = "bert"
        // What heads and numbers of the start were is not what they are here.
        for key in ["syntag", "id2label", "label2id", "torch_dtype", "finetuning_task"] { keys[key] = nil }
        let card = EncoderCard(
            configuration: configuration, names: names, scores: scores,
            facts: RunFacts(
                start: start, weights: configuration.model.weights, encoder: start.encoder,
                optimizer: configuration.optimizer, schedule: configuration.schedule,
                dropout: "\(configuration.model.dropout)", corpora: configuration.texts.map(\.file), step: scores.step,
                steps: steps))
        try files.write(
            keys: keys, parameters: model.encoderParameters, type: configuration.model.weights, card: card.text)
    }
}

/// The model card of an encoder: what it is, how it was made, how good it is.
struct EncoderCard {
    let configuration: PretrainingConfiguration
    let names: ScoreNames
    let scores: DevelScores
    let facts: RunFacts

    /// The card, as Markdown.
    var text: String {
        let masking = configuration.masking
        let unit = masking.wholeWords ? "whole words" : "sub-words"
        var lines = [
            "# \(configuration.name)", "",
            "An encoder to start training from: `initialise` of `syntag train entities` and `syntag train syntax` takes it. "
                + "A BERT that went on with masked language modelling on texts of the field (Gururangan et al. 2020), by "
                + "`syntag train encoder`. It has no head.", "", "| | |", "|---|---|",
        ]
        lines += facts.rows([
            (
                "masking",
                "\(masking.share) of the sub-words, \(unit), anew each epoch: \(masking.mask) [MASK], "
                    + "\(masking.random) another sub-word"
            ),
            ("sequences", "at most \(configuration.schedule.maximumSubwords) sub-words"),
        ]).map { "| \($0.0) | \($0.1) |" }
        let list = names.list(scores)
        if !names.corpora.isEmpty, !list.isEmpty {
            lines += ["", "Hidden sub-words of documents that were not trained on:", "", "| measure | |", "|---|---:|"]
            lines += list.map { "| \($0.0) | \(Percent.text($0.1)) |" }
            lines += ["", "Accuracy is in percent, the loss in nats a sub-word; perplexity is its exponential."]
        }
        lines += ["", "**Data and licences.** Those of the start, and of the texts: see their sources.", ""]
        lines += ["**Limits.** English text of abstracts and articles.", ""]
        return lines.joined(separator: "\n")
    }
}
