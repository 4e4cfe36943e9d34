import Documents
import Files
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Entities

@Suite("The entity model's folder")
struct EntityModelTests {
    /// A copy of the tiny model in which files may be changed.
    struct Copy {
        let folder: TemporaryDirectory

        init() throws {
            folder = try TemporaryDirectory()
            for name in ["config.json", "vocab.txt", "model.safetensors"] {
                _ = try folder.write(Data(contentsOf: TinyModel.url.appendingPathComponent(name)), to: name)
            }
        }

        /// Replaces text in one of the files.
        func replace(_ old: String, with new: String, in name: String) throws {
            let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
            #expect(text.contains(old))
            _ = try folder.write(text.replacing(old, with: new).utf8, to: name)
        }

        /// Writes the weights anew without one tensor, or with another in its place.
        func replaceTensor(_ name: String, with tensor: Weights?) throws {
            let file = try SafetensorsFile(path: folder.path("model.safetensors"))
            var tensors = try file.names.filter { $0 != name }.map {
                Weights($0, shape: file.shape(of: $0) ?? [], numbers: try file.numbers($0))
            }
            if let tensor { tensors.append(tensor) }
            _ = try folder.write(SafetensorsFile.bytes(of: tensors), to: "model.safetensors")
        }

        func load() throws(EntityModelError) -> EntityModel { try EntityModel(folder: folder.url.path) }

        func expect(
            _ kind: EntityModelError.Kind, in name: String, key: String? = nil,
            location: SourceLocation = #_sourceLocation
        ) {
            #expect(
                throws: EntityModelError(kind: kind, file: folder.path(name), key: key), sourceLocation: location
            ) { try load() }
        }
    }

    @Test("A sound folder gives its name, tags and limits")
    func sound() throws {
        let model = try TinyModel.load()
        #expect(model.name == "tiny")
        #expect(model.tags.map(\.name) == ["Genes", "Taxa", "Proteins"])
        #expect(model.tags.map(\.type) == [.gene, .species, .gene])
        #expect(model.tags[1].opening == ["<Taxa>"])
        #expect(model.tags[1].closing == ["</Taxa>"])
        #expect(model.defaultTags.map(\.name) == ["Genes", "Taxa"])
        #expect(model.room == 36)
    }

    @Test("A model without a name is called by its folder, however the path is written", arguments: ["", "/", "/."])
    func folderName(ending: String) throws {
        let copy = try Copy()
        try copy.replace("\"name\": \"tiny\",", with: "", in: "config.json")
        let model = try EntityModel(folder: copy.folder.url.path + ending)
        #expect(model.name == copy.folder.url.lastPathComponent)
    }

    @Test("The digest is that of the three files, and changes with each")
    func digest() throws {
        let copy = try Copy()
        let original = try copy.load().digest
        #expect(original == (try TinyModel.load().digest))
        #expect(
            original
                == (try Digest.ofFiles(["config.json", "vocab.txt", "model.safetensors"], in: TinyModel.url.path)))
        try copy.replace("\"tiny\"", with: "\"tony\"", in: "config.json")
        let renamed = try copy.load().digest
        #expect(renamed != original)
        try copy.replace("binding\n", with: "bonding\n", in: "vocab.txt")
        let spelled = try copy.load().digest
        #expect(spelled != renamed)
        try copy.replaceTensor("classifier.bias", with: Weights("classifier.bias", shape: [3], numbers: [1, 2, 3]))
        let weighted = try copy.load().digest
        #expect(weighted != spelled)
        _ = try copy.folder.write("A model card".utf8, to: "README.md")
        #expect(try copy.load().digest == weighted)
    }

    @Test("A missing file is refused by its name", arguments: ["config.json", "vocab.txt", "model.safetensors"])
    func missing(name: String) throws {
        let copy = try Copy()
        try FileManager.default.removeItem(atPath: copy.folder.path(name))
        let error = #expect(throws: EntityModelError.self) { try copy.load() }
        #expect(error?.file == copy.folder.path(name))
        guard case .unreadable = error?.kind else {
            Issue.record("\(String(describing: error)) does not say that the file cannot be read")
            return
        }
    }

    @Test("A tag's tokens must be in the vocabulary")
    func tagTokens() throws {
        let copy = try Copy()
        try copy.replace("</Taxa>\n", with: "</Texa>\n", in: "vocab.txt")
        copy.expect(.tokenNotInVocabulary("</Taxa>"), in: "vocab.txt")
    }

    @Test("The vocabulary must have as many entries as the configuration says")
    func vocabularySize() throws {
        let copy = try Copy()
        try copy.replace("</Proteins>\n", with: "</Proteins>\nmore\n", in: "vocab.txt")
        copy.expect(.vocabularySize(configured: 104, entries: 105), in: "vocab.txt")
    }

    @Test("The head must have a row a label and a column a hidden number")
    func classifierShape() throws {
        let name = "classifier.weight"
        let copy = try Copy()
        try copy.replaceTensor(name, with: Weights(name, shape: [2, 16], numbers: Array(repeating: 0, count: 32)))
        copy.expect(.shape(found: [2, 16], expected: [3, 16]), in: "model.safetensors", key: name)
        try copy.replaceTensor(name, with: nil)
        copy.expect(.missingKey, in: "model.safetensors", key: name)
        let other = try Copy()
        try other.replaceTensor("classifier.bias", with: Weights("classifier.bias", shape: [1], numbers: [0]))
        other.expect(.shape(found: [1], expected: [3]), in: "model.safetensors", key: "classifier.bias")
    }

    @Test("What the configuration's reader refuses, the folder refuses")
    func configuration() throws {
        let copy = try Copy()
        try copy.replace("\"tag_layer\": 0", with: "\"tag_layer\": 0, \"decoder\": \"beam\"", in: "config.json")
        copy.expect(.unsupported("the decoder beam"), in: "config.json", key: "syntag.decoder")
    }

    @Test("Tags join at a layer that the encoder has", arguments: [-1, 2])
    func tagLayer(layer: Int) throws {
        let copy = try Copy()
        try copy.replace("\"tag_layer\": 0", with: "\"tag_layer\": \(layer)", in: "config.json")
        copy.expect(
            .value(found: "\(layer)", expected: "a layer from 0 to 1"), in: "config.json", key: "syntag.tag_layer")
        try copy.replace("\"tag_layer\": \(layer)", with: "\"tag_layer\": 1", in: "config.json")
        #expect(try copy.load().tagLayer == 1)
    }

    @Test("A random field must have a number for every label and pair of labels")
    func field() throws {
        let copy = try Copy()
        try copy.replace("\"tag_layer\": 0", with: "\"tag_layer\": 0, \"decoder\": \"crf\"", in: "config.json")
        copy.expect(.missingKey, in: "model.safetensors", key: "crf.start_transitions")
        for (name, shape) in [("crf.start_transitions", [3]), ("crf.end_transitions", [3])] {
            try copy.replaceTensor(name, with: Weights(name, shape: shape, numbers: [0, 0, 0]))
        }
        let transitions = "crf.transitions"
        try copy.replaceTensor(
            transitions, with: Weights(transitions, shape: [9], numbers: .init(repeating: 0, count: 9)))
        copy.expect(.shape(found: [9], expected: [3, 3]), in: "model.safetensors", key: transitions)
        try copy.replaceTensor(
            transitions, with: Weights(transitions, shape: [3, 3], numbers: .init(repeating: 0, count: 9)))
        guard case .field = try copy.load().decoder else {
            Issue.record("the decoder is not the field")
            return
        }
    }

    @Test("An encoder without room for a word is refused")
    func room() throws {
        let copy = try Copy()
        try copy.replace("\"max_position_embeddings\": 40", with: "\"max_position_embeddings\": 4", in: "config.json")
        copy.expect(
            .value(found: "4", expected: "room for a word between its tags"), in: "config.json",
            key: "max_position_embeddings")
    }

    @Test("What another room refuses is said in that room's words, which name the file")
    func otherRooms() throws {
        let vocabulary = try Copy()
        try vocabulary.replace("[SEP]\n", with: "[SAP]\n", in: "vocab.txt")
        let weights = try Copy()
        _ = try weights.folder.write([1, 2, 3], to: "model.safetensors")
        let encoder = try Copy()
        try encoder.replaceTensor("embeddings.LayerNorm.bias", with: nil)
        for (copy, name) in [(vocabulary, "vocab.txt"), (weights, "model.safetensors"), (encoder, "model.safetensors")]
        {
            let error = #expect(throws: EntityModelError.self) { try copy.load() }
            guard case .refused(let message) = error?.kind else {
                Issue.record("\(String(describing: error)) is not another room's")
                continue
            }
            #expect(message.contains(copy.folder.path(name)))
            #expect(error?.description == message)
        }
    }

    @Test("Labels in another order give the same predictions when the head's rows are in that order too")
    func labelOrder() throws {
        let copy = try Copy()
        let file = try SafetensorsFile(path: copy.folder.path("model.safetensors"))
        let rows = try file.matrix("classifier.weight", rows: 3, columns: 16)
        let bias = try file.vector("classifier.bias", count: 3)
        let order = [2, 0, 1]
        try copy.replaceTensor(
            "classifier.weight",
            with: Weights("classifier.weight", shape: [3, 16], numbers: order.flatMap { Array(rows.view[$0]) }))
        try copy.replaceTensor(
            "classifier.bias", with: Weights("classifier.bias", shape: [3], numbers: order.map { bias[$0] }))
        let lines = try String(contentsOfFile: copy.folder.path("config.json"), encoding: .utf8)
        let parsed = try JSONSerialization.jsonObject(with: Data(lines.utf8))
        var config = try #require(parsed as? [String: Any])
        var section = try #require(config["syntag"] as? [String: Any])
        section["labels"] = ["I", "O", "B"]
        config["syntag"] = section
        config["id2label"] = ["0": "I", "1": "O", "2": "B"]
        _ = try copy.folder.write(JSONSerialization.data(withJSONObject: config), to: "config.json")
        let difference = try TinyModel.samples().largestDifference(from: copy.load(), order: (1, 2, 0))
        #expect(difference < 1e-4)
    }
}
