import Documents
import Foundation
import Sentences
import TestSupport

/// The model of the project, and texts taken apart by it.
enum EmbeddedModel {
    /// The model in `Models/sentences`.
    static func load() throws -> BoundaryModel {
        try BoundaryModel(folder: Fixtures.root.appendingPathComponent("Models/sentences").path)
    }

    /// The sentences of a text that is one passage.
    static func sentences(_ text: String, _ splitter: some SentenceSplitter) -> [String] {
        let bytes = Array(text.utf8)
        return splitter.sentences(in: bytes.span, passage: TextSpan(0, bytes.count)).map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
    }

    /// The tokens of a text that is one sentence, parted by spaces.
    static func tokens(_ text: String, _ tokenizer: some WordTokenizer) -> String {
        let bytes = Array(text.utf8)
        return tokenizer.tokens(in: bytes.span, sentence: TextSpan(0, bytes.count)).map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }.joined(separator: " ")
    }
}
