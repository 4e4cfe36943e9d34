import Foundation
import TestSupport

@testable import Learning

/// A run that goes on with the training of an encoder, small enough for a test: the tiny model of the fixtures on made-up
/// texts, each of which has one letter, and here and there a digit.
struct TinyPretraining: TinyRun {
    let folder: TemporaryDirectory
    var configuration: PretrainingConfiguration

    init() throws {
        folder = try TemporaryDirectory()
        var random = SeededGenerator(seed: 21)
        let letters = Array("abcdefgh")
        func document(_ count: Int) -> [String] {
            let letter = String(letters.randomElement(using: &random) ?? "a")
            return (0..<count).map { _ in
                Int.random(in: 0..<6, using: &random) == 0 ? "\(Int.random(in: 0...9, using: &random))" : letter
            }
        }
        let texts = (0..<80).map { _ in
            document(Int.random(in: 8...60, using: &random)).joined(separator: " ") + "."
        }
        _ = try folder.write(Array(texts.joined(separator: "\n").utf8), to: "abstracts.txt")
        let sentences = (0..<30).map { _ in
            document(Int.random(in: 4...12, using: &random)).map { "\($0)\tO\n" }.joined()
        }
        _ = try folder.write(Array(sentences.joined(separator: "\n").utf8), to: "train.tsv")
        configuration = PretrainingConfiguration(
            name: "tiny-encoder", initialise: Fixtures.url("entities/tiny").path,
            texts: [TextDefinition(file: "abstracts.txt"), TextDefinition(file: "train.tsv")])
        configuration.heldOut = 0.1
        configuration.optimizer.learningRate = 5e-3
        configuration.optimizer.average = 0.9
        configuration.schedule = .init(
            epochs: 3, batchTokens: 512, accumulate: 1, microTokens: 96, shards: 2, maximumSubwords: 24, seed: 3)
        configuration.evaluation = .init(perEpoch: 2, sentences: nil, checkpointSteps: 4, logSteps: 2)
    }
}
