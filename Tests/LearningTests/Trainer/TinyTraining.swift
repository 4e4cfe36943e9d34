import Documents
import Foundation
import TestSupport

@testable import Learning

/// A training run small enough for a test: the tiny model of the fixtures on corpora of a few made-up sentences.
struct TinyTraining: TinyRun {
    let folder: TemporaryDirectory
    var configuration: TrainingConfiguration

    /// Writes two corpora that share their words and disagree on what is an entity: `Letters` takes every "a" and "b",
    /// `Digits` every digit. Only the tag tells which is asked for.
    init() throws {
        folder = try TemporaryDirectory()
        var random = SeededGenerator(seed: 11)
        for name in ["Letters", "Digits"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
            for (file, count) in [("train.tsv", 40), ("devel.tsv", 12)] {
                var text = ""
                for _ in 0..<count {
                    for _ in 0..<Int.random(in: 3...14, using: &random) {
                        let word = ["a", "b", "c", "d", "1", "2"].randomElement(using: &random) ?? "a"
                        let isEntity = (name == "Letters" ? "ab" : "12").contains(word)
                        text += "\(word)\t\(isEntity ? "B" : "O")\n"
                    }
                    text += "\n"
                }
                _ = try folder.write(Array(text.utf8), to: "\(name)/\(file)")
            }
        }
        configuration = TrainingConfiguration(
            name: "tiny-trained", initialise: Fixtures.url("entities/tiny").path,
            corpora: [.standard("Letters", .gene), .standard("Digits", .chemical)])
        configuration.optimizer.learningRate = 5e-3
        configuration.optimizer.average = 0.9
        configuration.schedule = .init(
            epochs: 4, batchTokens: 128, accumulate: 1, microTokens: 64, shards: 2, maximumSubwords: 16, seed: 3)
        configuration.evaluation = .init(perEpoch: 2, sentences: nil, checkpointSteps: 4, logSteps: 2)
    }
}

extension CorpusDefinition {
    /// A corpus with files of the usual names.
    static func standard(_ name: String, _ type: EntityType) -> CorpusDefinition {
        CorpusDefinition(name: name, type: type, train: ["\(name)/train.tsv"], devel: "\(name)/devel.tsv")
    }
}
