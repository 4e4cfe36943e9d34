import Documents
import Encoder
import Entities
import Files
import Foundation
import Sentences
import Syntax

extension NamedModel {
    /// What there is to know of the model, as keys and values.
    var facts: [(String, String)] {
        switch self {
        case .sentences(let model, let folder):
            let tables = [model.sentences] + model.tokens.values
            let used = tables.reduce(0) { $0 + $1.table.count { $0 != 0 } }
            return [
                ("name", model.name), ("folder", folder), ("digest", model.digest.hexadecimal),
                ("tokens", model.tokens.keys.map(\.rawValue).sorted().joined(separator: ", ")),
                ("weights", "\(Format.count(used)) of 8 bits that are not 0"),
            ]
        case .entities(let model):
            return Self.facts(
                name: model.name, folder: model.folder, digest: model.digest, encoder: model.encoderConfiguration)
                + (model.tagLayer > 0 ? [("late tags", "layers 1 to \(model.tagLayer) run once for all tags")] : [])
                + (model.features.map(Self.facts) ?? [])
                + model.tags.map { tag in
                    let isDefault = model.defaultTags.contains(tag)
                    let type = tag.type.rawValue + (isDefault ? " (default)" : "")
                    return ("tag", Format.padded(tag.name, to: 17) + type)
                }
        case .syntax(let model):
            return Self.facts(
                name: model.name, folder: model.folder, digest: model.digest, encoder: model.encoderConfiguration)
                + model.tags.map { ("tag", $0.name + ($0 == model.defaultTag ? " (default)" : "")) }
                + [
                    ("pos", Self.list(model.labels.xpos)), ("upos", Self.list(model.labels.upos)),
                    ("deprel", Self.list(model.labels.relations)),
                    ("tree", Self.list(model.labels.constituents.map { $0.joined(separator: "+") })),
                ]
        }
    }

    private static func facts(
        name: String, folder: String, digest: Digest, encoder: EncoderConfiguration
    ) -> [(String, String)] {
        let bytes = InputList.size(of: folder + "/model.safetensors")
        let limit = "\(encoder.maximumPositions) sub-words a sentence; longer ones are read in overlapping windows"
        return [
            ("name", name), ("folder", folder), ("digest", digest.hexadecimal),
            ("encoder", "BERT, \(encoder.layerCount) layers x \(encoder.hiddenSize), \(encoder.headCount) heads"),
            ("vocabulary", "\(Format.count(encoder.vocabularySize)) sub-words"), ("limit", limit),
            ("weights", "\(Format.decimal(Double(bytes) / 1e6, places: 1)) MB"),
        ]
    }

    /// What syntax an entity model reads.
    private static func facts(of features: EntityFeatures) -> [(String, String)] {
        let keys = features.words.map { ", keys of \(Format.count($0.count, "word"))" } ?? ""
        let size = Format.count(features.labelSize, "number")
        return [
            ("features", "\(features.module.rawValue) over \(features.context.rawValue) contexts\(keys)"),
            ("contexts", "\(list(features.labels.names)); \(size) a label"),
        ]
    }

    /// How many labels there are, and the first of them.
    private static func list(_ labels: [String]) -> String {
        let shown = labels.prefix(12).joined(separator: " ")
        return "\(Format.count(labels.count, "label")): \(shown)" + (labels.count > 12 ? " ..." : "")
    }
}
