import Documents
import Foundation
import Syntax
import TestSupport

/// The tiny model of the fixtures, and variants of it; see `tools/tiny_syntax_model.py`.
enum TinySyntaxModel {
    static let url = Fixtures.url("syntax/tiny")

    private static let loaded = Result { try SyntaxModel(folder: url.path) }

    /// The model, read once for all tests.
    static func load() throws -> SyntaxModel { try loaded.get() }

    /// Sentences with the scores of an independent implementation.
    static func samples() throws -> [Sample] {
        let file = url.appendingPathComponent("expected.json")
        return try JSONDecoder().decode([String: [Sample]].self, from: Data(contentsOf: file))["samples"] ?? []
    }

    struct Sample: Decodable {
        var tag: String
        var words: [String]
        /// All sub-words, special tokens included.
        var input_ids: [Int32]
        /// Number of sub-words of each word.
        var lengths: [Int]
        /// By word and label.
        var xpos: [[Float]], upos: [[Float]]
        /// By word and head, 0 for the root.
        var arcs: [[Float]]
        /// For each word a head, and by word and label the scores of the relations to it.
        var heads: [Int]
        var relations: [[Float]]
        /// For the spans by first and then by last word the best label, and its score.
        var span_labels: [Int16]
        var span_scores: [Float]
    }

    /// Writes a copy of the model with another `config.json` to a folder.
    static func write(to folder: TemporaryDirectory, _ change: (inout [String: Any]) -> Void) throws -> String {
        for name in ["vocab.txt", "model.safetensors"] {
            _ = try folder.write(Data(contentsOf: url.appendingPathComponent(name)), to: name)
        }
        let config = try Data(contentsOf: url.appendingPathComponent("config.json"))
        var values = try JSONSerialization.jsonObject(with: config) as? [String: Any] ?? [:]
        change(&values)
        _ = try folder.write(JSONSerialization.data(withJSONObject: values), to: "config.json")
        return folder.url.path
    }

    /// As `write(to:_:)`, for a change within the section `syntag`.
    static func writeSection(to folder: TemporaryDirectory, _ change: (inout [String: Any]) -> Void) throws -> String {
        try write(to: folder) { values in
            var section = values["syntag"] as? [String: Any] ?? [:]
            change(&section)
            values["syntag"] = section
        }
    }

    /// Random sentences: words of the vocabulary, words that it can only spell, marks, and words without a sub-word.
    static func sentences(_ lengths: [Int], seed: UInt64) -> [[String]] {
        let words = [
            "the", "of", "in", "gene", "cell", "binding", "protein", "KdgR", "p53", "-", ".", ",", "(", ")", "E.", "ét",
            "α", "日本", "\u{200B}", "🧬", "express", ";",
        ]
        var generator = SeededGenerator(seed: seed)
        return lengths.map { count in
            (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &generator)] }
        }
    }

    /// A document of these sentences, their words separated by spaces.
    static func document(_ sentences: [[String]]) -> Document {
        var document = Document(citation: Citation(pmid: "1", source: .init(file: "f", position: 1)))
        for words in sentences {
            if !document.text.isEmpty { document.text += " " }
            let start = document.text.utf8.count
            var tokens: [Token] = []
            for (number, word) in words.enumerated() {
                if number > 0 { document.text += " " }
                let first = document.text.utf8.count
                document.text += word
                tokens.append(Token(span: TextSpan(first, document.text.utf8.count)))
            }
            document.sentences.append(Sentence(span: TextSpan(start, document.text.utf8.count), tokens: tokens))
        }
        return document
    }
}
