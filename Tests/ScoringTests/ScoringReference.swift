import Foundation
import Scoring
import TestSupport

/// Scores of random sentences by published implementations (Tests/Fixtures/tools/syntax_scores_golden.py).
struct ScoringReference: Decodable {
    struct Brackets: Decodable {
        let gold: String
        let predicted: String
        /// Gold, predicted and correct brackets.
        let counts: [Int]
    }

    /// A word: universal and language's part of speech, head, relation.
    struct Word: Decodable {
        let upos: String
        let xpos: String
        let head: Int
        let relation: String

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            upos = try values.decode(String.self)
            xpos = try values.decode(String.self)
            head = try values.decode(Int.self)
            relation = try values.decode(String.self)
        }
    }

    struct Attachment: Decodable {
        let gold: [Word]
        let predicted: [Word]
        /// Number of right tokens for each measure.
        let correct: [String: Int]
    }

    struct Boundaries: Decodable {
        /// Sentences of tokens of start and end.
        let gold: [[[Int]]]
        let predicted: [[[Int]]]
        /// Gold, predicted and correct spans.
        let tokens: [Int]
        let sentences: [Int]
    }

    let brackets: [Brackets]
    let attachments: [Attachment]
    let boundaries: [Boundaries]

    /// Gold, predicted and correct items, as the reference gives them.
    static func counts(_ score: some MatchCounts) -> [Int] { [score.gold, score.predicted, score.correct] }

    static func read() throws -> ScoringReference {
        try JSONDecoder().decode(
            ScoringReference.self, from: Data(contentsOf: Fixtures.url("scoring/syntax.json")))
    }
}
