internal import Documents
internal import Encoder
internal import Entities
internal import Files
internal import Foundation
internal import Tensors
internal import WordPieces

/// The model card of a trained model: what it is, how it was made, how good it is.
struct ModelCard {
    let configuration: TrainingConfiguration
    let start: StartingModel
    /// The contexts that the model is given; nil for none.
    let features: EntityFeatures?
    /// Names of the corpora that were scored.
    let names: [String]
    let scores: DevelScores
    /// Steps of the whole run.
    let steps: Int

    /// The card, as Markdown.
    var text: String {
        var lines = ["# \(configuration.name)", "", purpose, "", "| | |", "|---|---|"]
        lines += facts.map { "| \($0.0) | \($0.1) |" }
        if !names.isEmpty {
            lines += ["", "Strict entity F1 on the devel splits (percent):", "", "| corpus | F1 |", "|---|---|"]
            lines += zip(names, scores.values).map { "| \($0) | \(Percent.text($1)) |" }
            lines += ["| **mean** | **\(Percent.text(scores.mean))** |", ""]
            lines.append(
                "They were taken during training, with the weights in 32 bit; the folder holds them in \(configuration.model.weights.precision)."
            )
            if names.contains("JNLPBA") {
                lines.append("JNLPBA's devel split shares abstracts with its train split: its figure is optimistic.")
            }
        }
        lines += ["", "**Data and licences.** " + licences, ""]
        lines += ["**Limits.** English text of abstracts and articles. No identifiers are given.", ""]
        return lines.joined(separator: "\n")
    }

    private var purpose: String {
        let types = configuration.corpora.map(\.type.rawValue).reduce(into: [String]()) { types, type in
            if !types.contains(type) { types.append(type) }
        }
        let kinds = "Tags entities of the type\(types.count == 1 ? "" : "s") \(types.joined(separator: ", "))"
        let tags =
            switch configuration.tags.naming {
            case .none: "its sentences carry no tags"
            case .corpus: "a tag around the sentence asks for a corpus' annotation style"
            case .type: "a tag around the sentence asks for a type"
            case .both: "tags around the sentence ask for a corpus' annotation style and name its type"
            }
        return "\(kinds) in biomedical text; \(tags). Trained by `syntag train entities`."
    }

    private var facts: [(String, String)] {
        RunFacts(
            start: start, weights: configuration.model.weights, encoder: start.encoder,
            optimizer: configuration.optimizer, schedule: configuration.schedule,
            dropout: "\(configuration.model.dropout)", corpora: configuration.corpora.map(\.name), step: scores.step,
            steps: steps
        ).rows([("decoder", configuration.model.decoder.rawValue)] + contexts)
    }

    private var contexts: [(String, String)] {
        guard let features else { return [] }
        let words = features.words.map { ", \($0.count) context words" } ?? ""
        return [("features", "\(features.summary), \(features.labels.count) labels\(words)")]
    }

    private var licences: String {
        let known = [
            "BC2GM": "CC BY 4.0 (MTL-Bioinformatics-2016)", "BC5CDR-chemical": "CC BY 4.0 (MTL-Bioinformatics-2016)",
            "BC5CDR-disease": "CC BY 4.0 (MTL-Bioinformatics-2016)", "Linnaeus": "CC BY 4.0 (MTL-Bioinformatics-2016)",
            "NCBI-disease": "CC BY 4.0 (MTL-Bioinformatics-2016)", "JNLPBA": "GENIA licence",
            "Species-800": "licence unverified, research use",
        ]
        return configuration.corpora.map { "\($0.name): \(known[$0.name] ?? "see its source")" }
            .joined(separator: "; ") + "."
    }
}
