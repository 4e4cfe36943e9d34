internal import Files
internal import Foundation
internal import Scoring
internal import Sentences
internal import Tensors

/// Writes a model of sentences and tokens as a folder: weights, `config.json`, a card, check sums.
struct BoundaryModelFolder {
    let path: String
    let configuration: BoundaryConfiguration
    /// Epochs that the model has seen: more than the configuration's where it was shortened since.
    let epochs: Int
    let scores: [BoundaryScores]

    /// Writes the folder, each file as a whole; the check sums come last.
    func write(_ model: BoundaryModel) throws {
        try Folder.create(path)
        var tensors = [weights(BoundaryModel.Layout.sentences, model.sentences)]
        for (style, table) in model.tokens { tensors.append(weights(BoundaryModel.Layout.tokens(style), table)) }
        let names = [BoundaryModel.Layout.configuration, BoundaryModel.Layout.weights]
        try replace(names[0], with: try json(model))
        try replace(names[1], with: SafetensorsFile.bytes(of: tensors))
        try replace("README.md", with: Array(card(model).utf8))
        try Checksums(of: names, in: path).write(to: path)
    }

    private func weights(_ name: String, _ weights: BoundaryWeights) -> Weights {
        Weights(name, integers: weights.table)
    }

    private func replace(_ name: String, with bytes: [UInt8]) throws {
        try AtomicFile.write(bytes, to: "\(path)/\(name)")
    }

    private func json(_ model: BoundaryModel) throws -> [UInt8] {
        let section: [String: any Sendable] = [
            "name": configuration.name, "task": BoundaryModel.Layout.task, "features": BoundaryCandidates.version,
            "styles": configuration.styles.map(\.rawValue),
        ]
        let data = try JSONSerialization.data(
            withJSONObject: ["syntag": section], options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return Array(data) + [UInt8(ascii: "\n")]
    }

    private func card(_ model: BoundaryModel) -> String {
        let tables = [model.sentences] + model.tokens.values
        let size = tables.reduce(0) { $0 + $1.table.count }
        let used = tables.reduce(0) { $0 + $1.table.count { $0 != 0 } }
        let optimizer = configuration.optimizer
        var lines = [
            "# \(configuration.name)", "",
            "Finds the ends of sentences and the beginnings of tokens in biomedical text: logistic regressions over",
            "hashed features of the places where they may be. Trained by `syntag train sentences`.", "", "| | |",
            "|---|---|",
            "| weights | \(size), of which \(used) are not 0; 8 bit |",
            "| styles of tokens | \(configuration.styles.map(\.rawValue).joined(separator: ", ")) |",
            "| corpora | train splits of \(configuration.corpora.map(\.name).joined(separator: ", ")) |",
            "| training | \(epochs) epochs of FTRL-Proximal, rate \(optimizer.rate), "
                + "sparsity \(optimizer.sparsity), seed \(configuration.seed) |",
            "| date | \(ISO8601DateFormatter().string(from: Date()).prefix(10)) |",
        ]
        if !scores.isEmpty {
            lines += [
                "", "On the dev splits, from raw text (percent):", "",
                "| corpus | sentences F1 | documents with all sentences right | tokens F1 |", "|---|---|---|---|",
            ]
            lines += scores.map { score in
                "| \(([score.name] + score.values.map { Percent.text($0.1) }).joined(separator: " | ")) |"
            }
        }
        let licences = ["GENIA": "GENIA licence", "CRAFT": "CC BY 3.0"]
        let data = configuration.corpora.map { "\($0.name): \(licences[$0.name] ?? "see its source")" }
        lines += ["", "**Data and licences.** " + data.joined(separator: "; ") + "."]
        lines += ["", "**Limits.** English text of abstracts and articles.", ""]
        return lines.joined(separator: "\n")
    }
}
