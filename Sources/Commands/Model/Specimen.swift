import Documents
import Entities

/// A sentence with an entity of each type, and its syntax, to try models with.
enum Specimen {
    /// The words.
    static let words = [
        "Cisplatin", "resistance", "in", "human", "ovarian", "cancer", "cells", "depends", "on", "BRCA1", ".",
    ]

    /// Parts of speech, constituents and dependencies, made by hand.
    static let syntax = WordSyntax(
        wordCount: words.count,
        partsOfSpeech: ["NN", "NN", "IN", "JJ", "JJ", "NN", "NNS", "VBZ", "IN", "NN", "."],
        constituents: [
            .init(label: "S", first: 0, last: 10), .init(label: "NP", first: 0, last: 6),
            .init(label: "NP", first: 0, last: 1), .init(label: "PP", first: 2, last: 6),
            .init(label: "NP", first: 3, last: 6), .init(label: "VP", first: 7, last: 9),
            .init(label: "PP", first: 8, last: 9), .init(label: "NP", first: 9, last: 9),
        ],
        heads: [2, 8, 7, 7, 6, 7, 2, 0, 10, 8, 8],
        relations: [
            "compound", "nsubj", "case", "amod", "amod", "compound", "nmod", "root", "case", "obl", "punct",
        ])
}
