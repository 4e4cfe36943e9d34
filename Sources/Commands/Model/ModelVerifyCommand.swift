import ArgumentParser
import Documents
import Entities
import Files
import Pipelines
import Records
import Scoring
import Tensors

/// `syntag model verify`: loads a model, runs it once, checks what comes out.
struct ModelVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that a model folder is whole and runs on this machine.",
        discussion: """
            Reads every file, compares it with SHA256SUMS where the folder has one, checks names, shapes and sizes against the configuration, checks the machine's arithmetic
            on a small product, and tags a sentence under every tag. Ends with code 78 for a model that cannot be used.

            EXAMPLES
              syntag model verify
              syntag model verify my-model
            """)

    @Argument(help: "Model folder; the default is the model that comes with Syntag.", completion: .directory)
    var folder: String?

    /// A sentence with an entity of each type.
    private static let sentence = [
        "Cisplatin", "resistance", "in", "human", "ovarian", "cancer", "cells", "depends", "on", "BRCA1", ".",
    ]

    func run() throws {
        OpenBLASKernel.selectBest()
        try reporting {
            try OpenBLASKernel.verify()
            let folder = try ModelLocations(named: folder).folder(of: .entities)
            let model = try EntityModel(folder: folder)
            let checksums = Checksums(folder: folder)
            try checksums?.verify(folder: folder)
            for tag in model.tags {
                let labels = try EntityEvaluator(model: model, tag: tag.name).labels(of: [Self.sentence])
                let words = zip(Self.sentence, labels.first ?? []).filter { $0.1 != .outside }.map(\.0)
                let found = words.isEmpty ? "nothing" : words.joined(separator: " ")
                Console.result("\(Format.padded(tag.name, to: 17))\(tag.type.rawValue): \(found)")
            }
            let compared = checksums == nil ? "no check sums to compare with" : "check sums agree"
            Console.result("\(model.folder): the model is whole (\(model.digest.hexadecimal.prefix(12))), \(compared)")
            return .done
        }
    }
}
