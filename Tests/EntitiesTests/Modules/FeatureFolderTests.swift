import Files
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Entities

@Suite("Folders of models that read syntax")
struct FeatureFolderTests {
    /// A model with a change in `syntag.features`, or in its tensors.
    func model(
        _ module: String = "cfa", context: String = "dep", labels: [String] = ["amod", "root"],
        features change: ((inout [String: Any]) -> Void)? = nil, weights: (inout [String: Weights]) -> Void = { _ in }
    ) throws -> FeatureModel {
        try FeatureModel(
            module: module, context: context, labels: labels,
            section: { section in
                guard let change, var features = section["features"] as? [String: Any] else { return }
                change(&features)
                section["features"] = features
            }, weights: weights)
    }

    func expect(
        _ kind: EntityModelError.Kind, _ name: String, key: String? = nil, of model: FeatureModel,
        location: SourceLocation = #_sourceLocation
    ) {
        let expected = EntityModelError(kind: kind, file: model.folder.path(name), key: key)
        #expect(throws: expected, sourceLocation: location) { try EntityModel(folder: model.folder.url.path) }
    }

    @Test("A sound folder gives its module, contexts, labels and sizes", arguments: ContextModule.allCases)
    func sound(module: ContextModule) throws {
        let files = try model(module.rawValue)
        let features = try #require(try EntityModel(folder: files.folder.url.path).features)
        #expect(features.module == module)
        #expect(features.context == .dep)
        #expect(features.labels.names == ["<other>", "amod", "root"])
        #expect(features.labelSize == (module == .cfa ? 5 : FeatureModel.hidden))
        #expect(features.words?.names == (module.hasKeys ? ["<unknown>", "gene", "mice", "the"] : nil))
        #expect(features.words?.isLowercased == (module.hasKeys ? true : nil))
        #expect(try TinyModel.load().features == nil)
    }

    @Test("Keys under syntag.features that are wrong are refused with their path")
    func keys() throws {
        func refused(
            _ key: String, _ value: Any?, _ module: String = "cfa", context: String = "dep",
            location: SourceLocation = #_sourceLocation
        ) throws -> EntityModelError? {
            let files = try model(module, context: context, labels: ["NP"]) { $0[key] = value }
            let error = #expect(throws: EntityModelError.self, sourceLocation: location) {
                try EntityModel(folder: files.folder.url.path)
            }
            #expect(error?.file == files.folder.path("config.json"), sourceLocation: location)
            #expect(error?.key?.hasPrefix("syntag.features.\(key)") == true, sourceLocation: location)
            return error
        }
        #expect(
            try refused("module", "attention")?.kind
                == .value(found: "\"attention\"", expected: "one of cfa, twa, kvmn"))
        #expect(
            try refused("context", "ner")?.kind == .value(found: "\"ner\"", expected: "one of pos, syn, dep"))
        #expect(
            try refused("labels", ["amod"])?.kind
                == .value(found: "\"amod\"", expected: "a list that begins with <other>"))
        #expect(try refused("labels", [String]())?.key == "syntag.features.labels")
        #expect(try refused("labels", ["<other>", "amod", "amod"])?.key == "syntag.features.labels[2]")
        #expect(try refused("labels", ["<other>", ""])?.key == "syntag.features.labels[1]")
        #expect(
            try refused("labels", ["<other>", "NP", "S"], context: "syn")?.kind
                == .value(found: "\"S\"", expected: "an accepted constituent"))
        #expect(try refused("label_size", nil)?.kind == .missingKey)
        #expect(try refused("label_size", 0)?.kind == .value(found: "0", expected: "a size of at least 1"))
        #expect(
            try refused("label_size", 8, "twa")?.kind
                == .value(found: "8", expected: "the hidden size 16, which twa needs"))
        #expect(try refused("words", nil, "kvmn")?.kind == .missingKey)
        #expect(
            try refused("words", "../words.txt", "kvmn")?.kind
                == .value(found: "\"../words.txt\"", expected: "the name of a file in the model's folder"))
        #expect(
            try refused("words", "words.txt", "cfa")?.kind
                == .value(found: "\"words.txt\"", expected: "absent, as cfa has no keys"))
        #expect(try refused("module", nil)?.kind == .missingKey)
        #expect(try refused("labels", "NP")?.kind == .value(found: "the value", expected: "of the type Array<Any>"))
    }

    @Test("The size of labels may be left out where it goes without saying", arguments: ["twa", "kvmn"])
    func impliedSize(module: String) throws {
        let files = try model(module) { $0["label_size"] = nil }
        #expect(try EntityModel(folder: files.folder.url.path).features?.labelSize == FeatureModel.hidden)
    }

    @Test(
        "A tensor that is missing or of another shape is refused with its name",
        arguments: [
            ("cfa", "cfa.label_embeddings.weight", [3, 5]), ("cfa", "cfa.combine.weight", [16, 21]),
            ("cfa", "cfa.combine.bias", [16]), ("cfa", "classifier.weight", [3, 32]),
            ("twa", "twa.keys.weight", [4, 16]), ("twa", "twa.label_embeddings.weight", [3, 16]),
            ("twa", "classifier.weight", [3, 48]),
            ("kvmn", "kvmn.keys.weight", [4, 16]), ("kvmn", "kvmn.values.weight", [3, 16]),
            ("kvmn", "classifier.weight", [3, 32]),
        ])
    func tensors(module: String, name: String, shape: [Int]) throws {
        expect(.missingKey, "model.safetensors", key: name, of: try model(module, weights: { $0[name] = nil }))
        var wrong = shape
        wrong[shape.count - 1] += 1
        let files = try model(
            module,
            weights: { tensors in
                tensors[name] = Weights(
                    name, shape: wrong, numbers: Array(repeating: 0, count: wrong.reduce(1, *)))
            })
        expect(.shape(found: wrong, expected: shape), "model.safetensors", key: name, of: files)
    }

    @Test("A list of context words that is missing or faulty is refused with its name")
    func contextWords() throws {
        let files = try model("kvmn")
        let folder = files.folder, name = FeatureModel.words
        for (text, reason) in [
            ("gene\n", "the first line is not <unknown>"), ("", "the first line is not <unknown>"),
            ("<unknown>\n\nthe\nof\n", "line 2 has no word"),
            ("<unknown>\nthe\nThe\n", "line 3, The, is not in lower case"),
            ("<unknown>\nthe\nthe\n", "line 3, the, is there twice"),
        ] {
            _ = try folder.write(text.utf8, to: name)
            let error = #expect(throws: EntityModelError.self) { try EntityModel(folder: folder.url.path) }
            #expect(error?.file == folder.path(name))
            #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
        }
        _ = try folder.write([0xFF, 0x0A], to: name)
        expect(.malformed("the file is not UTF-8"), name, of: files)
        _ = try folder.write("<unknown>\nthe\n".utf8, to: name)
        expect(.shape(found: [4, 16], expected: [2, 16]), "model.safetensors", key: "kvmn.keys.weight", of: files)
        try FileManager.default.removeItem(atPath: folder.path(name))
        let error = #expect(throws: EntityModelError.self) { try EntityModel(folder: folder.url.path) }
        #expect(error?.file == folder.path(name))
    }

    @Test("The digest changes with the context words")
    func digest() throws {
        let files = try model("kvmn")
        let before = try EntityModel(folder: files.folder.url.path).digest
        _ = try files.folder.write("<unknown>\ngene\nmice\nof\n".utf8, to: FeatureModel.words)
        #expect(try EntityModel(folder: files.folder.url.path).digest != before)
    }

    @Test("Weights rounded to 16 or 8 bits are read as they are", arguments: [WeightType.float16, .int8])
    func rounded(type: WeightType) throws {
        // More rows than a matrix that stays in 32 bits has.
        let words = (0..<100).map { "word\($0)" } + ["the", "gene"]
        for module in ContextModule.allCases {
            let files = try FeatureModel(
                module: module.rawValue, context: "dep", labels: (0..<70).map { "r\($0)" } + ["root"], words: words)
            let path = files.folder.path("model.safetensors")
            let rounded = try SafetensorsFile(path: path).weights(as: type).tensors
            _ = try files.folder.write(SafetensorsFile.bytes(of: rounded), to: "model.safetensors")
            let file = try SafetensorsFile(path: path)
            let tensors = try files.tensors.mapValues { tensor in
                Weights(tensor.name, shape: tensor.shape, numbers: try file.numbers(tensor.name))
            }
            #expect(tensors.contains { $1.numbers != files.tensors[$0]?.numbers }, "something was rounded")
            let model = try EntityModel(folder: files.folder.url.path)
            var generator = SeededGenerator(seed: 77)
            let sample = ContextModuleTests.Sample(14, using: &generator)
            let found = TagPairClassifier(model: model, batchTokens: 64)
                .logits(of: [sample.content(for: model)], tags: [model.tags[0]])[0]
            let expected = try ModuleReference(model: model, tensors: tensors).logits(
                of: sample.words, contexts: SyntacticContexts(.dep, of: sample.syntax), tag: model.tags[0])
            ContextModuleTests().compare(found, expected)
        }
    }
}
