import ArgumentParser
import Documents
import Encoder
import Entities
import Files
import Foundation
import Pipelines
import Records

/// `syntag model info`: what a model folder holds.
struct ModelInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show a model's name, digest, size and tags.",
        discussion: """
            EXAMPLES
              syntag model info
              syntag model info Models/entities
            """)

    @Argument(help: "Model folder; the default is the model that comes with Syntag.", completion: .directory)
    var folder: String?

    func run() throws {
        try reporting {
            let model = try EntityModel(folder: ModelLocations(named: folder).folder(of: .entities))
            for (key, value) in Self.facts(of: model) {
                Console.result(Format.padded(key, to: 12) + value)
            }
            return .done
        }
    }

    private static func facts(of model: EntityModel) -> [(String, String)] {
        let encoder = model.encoderConfiguration
        let bytes = InputList.size(of: model.folder + "/model.safetensors")
        var facts = [
            ("name", model.name),
            ("folder", model.folder),
            ("digest", model.digest.hexadecimal),
            ("encoder", "BERT, \(encoder.layerCount) layers x \(encoder.hiddenSize), \(encoder.headCount) heads"),
            ("vocabulary", "\(Format.count(model.vocabularyCount)) sub-words"),
            (
                "limit",
                "\(encoder.maximumPositions) sub-words a sentence; longer ones are tagged in overlapping windows"
            ),
            ("weights", "\(Format.decimal(Double(bytes) / 1e6, places: 1)) MB"),
        ]
        for tag in model.tags {
            let isDefault = model.defaultTags.contains(tag)
            facts.append(("tag", Format.padded(tag.name, to: 17) + tag.type.rawValue + (isDefault ? " (default)" : "")))
        }
        return facts
    }
}
