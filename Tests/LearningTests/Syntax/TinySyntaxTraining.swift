import Foundation
import TestSupport

@testable import Learning

/// A training run of the syntax model small enough for a test: the tiny model of the fixtures on two treebanks.
struct TinySyntaxTraining: TinyRun {
    let folder: TemporaryDirectory
    var configuration: SyntaxTrainingConfiguration

    init() throws {
        folder = try TemporaryDirectory()
        for (number, name) in ["craft", "genia"].enumerated() {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
            for (split, count) in [("train", 60), ("dev", 12)] {
                let seed = UInt64(number * 2 + count)
                let treebank = TinyTreebank(sentences: count, isPlain: number == 0, seed: seed)
                _ = try folder.write(Array(treebank.conllu.utf8), to: "\(name)/\(split).conllu")
                _ = try folder.write(Array(treebank.trees.utf8), to: "\(name)/\(split).trees")
            }
        }
        configuration = SyntaxTrainingConfiguration(
            name: "tiny-parser", initialise: Fixtures.url("entities/tiny").path,
            corpora: [.standard("CRAFT"), .standard("GENIA")])
        configuration.model.sizes = .init(arc: 12, relation: 7, span: 10)
        configuration.optimizer.learningRate = 5e-3
        configuration.optimizer.average = 0.9
        configuration.schedule = .init(
            epochs: 3, batchTokens: 256, accumulate: 1, microTokens: 96, shards: 2, maximumSubwords: 40, seed: 3)
        configuration.evaluation = .init(perEpoch: 2, sentences: nil, checkpointSteps: 4, logSteps: 2)
    }
}

extension SyntaxCorpus {
    /// A treebank with files of the usual names.
    static func standard(_ name: String) -> SyntaxCorpus {
        SyntaxCorpus(name: name, train: ["\(name.lowercased())/train"], devel: "\(name.lowercased())/dev")
    }
}
