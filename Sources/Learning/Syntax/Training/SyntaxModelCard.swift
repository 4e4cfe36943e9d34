/// The model card of a trained syntax model: what it is, how it was made, how good it is.
struct SyntaxModelCard {
    let configuration: SyntaxTrainingConfiguration
    let inventory: SyntaxInventory
    let names: ScoreNames
    let scores: DevelScores
    let facts: RunFacts

    /// The card, as Markdown.
    var text: String {
        var lines = [
            "# \(configuration.name)", "",
            "Parses sentences of biomedical text: parts of speech (Penn Treebank and universal), dependencies (Universal "
                + "Dependencies v2) and constituents (Penn Treebank). A tag around the sentence asks for a corpus' style. "
                + "Trained by `syntag train syntax`.", "", "| | |", "|---|---|",
        ]
        let sizes = configuration.model.sizes
        lines += facts.rows([
            (
                "heads",
                "biaffine arcs (\(sizes.arc)) and relations (\(sizes.relation)), spans (\(sizes.span)) with a chart"
            ),
            (
                "labels",
                "\(inventory.xpos.count) XPOS, \(inventory.upos.count) UPOS, \(inventory.relations.count) relations, "
                    + "\(inventory.constituents.count) chains of constituents"
            ),
        ]).map { "| \($0.0) | \($0.1) |" }
        if let rows = scores.measures, !names.corpora.isEmpty {
            lines += ["", "Scores on the devel splits, gold tokens (percent):", ""]
            lines.append("| corpus | " + names.measures.joined(separator: " | ") + " |")
            lines.append("|---|" + names.measures.map { _ in "---:|" }.joined())
            for (corpus, row) in zip(names.corpora, rows) {
                lines.append("| \(corpus) | " + row.map(Percent.text).joined(separator: " | ") + " |")
            }
            lines.append("")
            lines.append(
                "UAS and LAS count every token; brackets are labelled F1 as EVALB counts. Taken during training, with the "
                    + "weights in 32 bit; the folder holds them in 16 bit.")
        }
        lines += ["", "**Data and licences.** " + licences, ""]
        lines += ["**Limits.** English text of abstracts and articles.", ""]
        return lines.joined(separator: "\n")
    }

    private var licences: String {
        let known = ["GENIA": "GENIA licence", "CRAFT": "CC BY 3.0"]
        return configuration.corpora.map { "\($0.name): \(known[$0.name] ?? "see its source")" }
            .joined(separator: "; ") + "."
    }
}
