import Entities
import Files
import Foundation
import TestSupport

@testable import Learning

/// The tiny run of the entity model with contexts mixed in; the corpora are parsed by the tiny syntax model.
struct TinyFeatureTraining: TinyRun {
    private var plain: TinyTraining
    var folder: TemporaryDirectory { plain.folder }
    var configuration: TrainingConfiguration {
        get { plain.configuration }
        set { plain.configuration = newValue }
    }

    init(_ module: ContextModule = .cfa, _ context: ContextFeature = .dep) throws {
        plain = try TinyTraining()
        plain.configuration.features = .init(module: module, context: context)
        if module == .cfa { plain.configuration.features?.labelSize = 5 }
        plain.configuration.syntax = Fixtures.url("syntax/tiny").path
    }

    /// The same without features.
    var withoutFeatures: TinyTraining {
        var other = plain
        other.configuration.features = nil
        other.configuration.syntax = nil
        return other
    }

    /// What a run has read and made, with its parses in a folder of its own.
    func prepared(parses: String = "parses") throws -> PreparedRun {
        try PreparedRun(configuration, RunResources(data: folder.url.path, parses: folder.path(parses)))
    }

    /// The folder of a model that parses as the tiny one does, but is another one, in a folder of the run or another.
    func otherSyntaxModel(in target: TemporaryDirectory? = nil) throws -> String {
        let name = "other-parser", folder = target ?? self.folder
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        for file in ["config.json", "vocab.txt", "model.safetensors"] {
            let bytes = try Data(contentsOf: Fixtures.url("syntax/tiny/\(file)"))
            _ = try folder.write(bytes + (file == "config.json" ? Data("\n".utf8) : Data()), to: "\(name)/\(file)")
        }
        return folder.path(name)
    }

    /// The file that keeps the syntax of a corpus' file, by the beginning of its name, as a path below the run's
    /// folder.
    func parseFile(_ name: String, in parses: String = "parses") throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(parses))
        return "\(parses)/" + (names.first { $0.hasPrefix(name) } ?? "none for \(name)")
    }

    /// The syntax of a corpus' file, as its run keeps it.
    func syntax(_ name: String, model: String? = nil) throws -> [WordSyntax] {
        let parses = try CorpusParses(
            configuration, resources: RunResources(syntax: model, parses: folder.path("parses")))
        let path = folder.path(name)
        return try parses.syntax(of: BIOCorpus(path: path).sentences, name: name, corpus: .ofFile(path))
    }
}
