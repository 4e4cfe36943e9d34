import Foundation
import TestSupport
import WordPieces

@testable import Entities

/// Sentences with the logits that Hugging Face's implementation gives for them.
struct EntityModelSamples: Decodable {
    struct Sample: Decodable {
        var tag: String
        var words: [String]
        /// All sub-words, special tokens included.
        var input_ids: [Int32]
        /// For each word the place of its first sub-word in `input_ids`.
        var first_subword: [Int]
        /// For each word the logits in the order of the model's labels.
        var logits: [[Float]]
    }

    var samples: [Sample]

    init(_ url: URL) throws {
        self = try JSONDecoder().decode(EntityModelSamples.self, from: Data(contentsOf: url))
    }
}

extension EntityModelSamples {
    /// The largest difference between a logit of the samples and the model's.
    ///
    /// - Parameter order: places of B, I and O in the samples' rows.
    func largestDifference(from model: EntityModel, order: (Int, Int, Int)) throws -> Float {
        let classifier = TagPairClassifier(model: model, batchTokens: 256)
        var largest: Float = 0
        for sample in samples {
            let subwords = SubwordSentence(words: sample.words, tokenizer: model.tokenizer)
            let found = try classifier.logits(of: [subwords], tags: model.tags(named: [sample.tag]))[0]
            for (word, row) in zip(found, sample.logits) {
                largest = max(
                    largest, abs(word.begin - row[order.0]), abs(word.inside - row[order.1]),
                    abs(word.outside - row[order.2]))
            }
        }
        return largest
    }
}

/// The tiny model of the fixtures: three tags, two of them of the type Gene; see `tools/tiny_entity_model.py`.
enum TinyModel {
    static let url = Fixtures.url("entities/tiny")

    private static let loaded = Result { try EntityModel(folder: url.path) }

    /// The model, read once for all tests.
    static func load() throws -> EntityModel { try loaded.get() }

    static func samples() throws -> EntityModelSamples {
        try EntityModelSamples(url.appendingPathComponent("expected.json"))
    }
}
