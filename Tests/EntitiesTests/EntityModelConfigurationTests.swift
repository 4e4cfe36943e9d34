import Documents
import Foundation
import Scoring
import Testing

@testable import Entities

@Suite("The configuration of an entity model")
struct EntityModelConfigurationTests {
    /// A sound configuration with some text of it replaced.
    func read(
        replacing old: String = "", with new: String = "", _ more: String...
    ) throws(EntityModelError) -> EntityModelConfiguration {
        let sound = """
            {"vocab_size": 40, "do_lower_case": true, "id2label": {"0": "I", "1": "O", "2": "B"},
             "syntag": {"task": "entities", "name": "tiny", "labels": ["I", "O", "B"], "tag_layer": 0,
                        "features": null, "default_tags": ["Y"],
                        "tags": [{"name": "X", "type": "Gene", "open": "<X>", "close": "</X>"},
                                 {"name": "Y", "type": "Species", "open": "<Y>", "close": "</Y>"}]}}
            """
        var text = sound
        for place in stride(from: 0, to: more.count + 2, by: 2) where !old.isEmpty {
            let pair = ([old, new] + more)[place..<place + 2]
            precondition(text.contains(pair[place]), "nothing was replaced")
            text = text.replacing(pair[place], with: pair[place + 1])
        }
        return try EntityModelConfiguration(bytes: Data(text.utf8), file: "config.json")
    }

    @Test("Every key is read")
    func sound() throws {
        let configuration = try read()
        #expect(configuration.name == "tiny")
        #expect(configuration.vocabularySize == 40)
        #expect(configuration.lowercase)
        #expect(configuration.stripAccents == nil)
        #expect(configuration.labels == [.inside, .outside, .begin])
        #expect(configuration.tags.map(\.name) == ["X", "Y"])
        #expect(configuration.tags[1] == .init(name: "Y", type: .species, open: "<Y>", close: "</Y>"))
        #expect(configuration.defaultTags == ["Y"])
        #expect(configuration.features == nil)
    }

    @Test("Features are read")
    func features() throws {
        let cfa = "{\"module\": \"cfa\", \"context\": \"syn\", \"labels\": [\"<other>\", \"NP\"], \"label_size\": 7}"
        #expect(
            try read(replacing: "null", with: cfa).features
                == .init(module: .cfa, context: .syn, labels: ["<other>", "NP"], labelSize: 7))
        let kvmn = "{\"module\": \"kvmn\", \"context\": \"pos\", \"labels\": [\"<other>\"], \"words\": \"w.txt\"}"
        #expect(
            try read(replacing: "null", with: kvmn).features
                == .init(module: .kvmn, context: .pos, labels: ["<other>"], words: "w.txt"))
    }

    @Test(
        "Keys that may be left out",
        arguments: [
            "\"name\": \"tiny\",", "\"tag_layer\": 0,", "\"features\": null,", "\"default_tags\": [\"Y\"],",
            "\"id2label\": {\"0\": \"I\", \"1\": \"O\", \"2\": \"B\"},",
        ]
    )
    func optional(key: String) throws {
        #expect(try read(replacing: key).tags.count == 2)
    }

    @Test(
        "What is wrong is said with its key",
        arguments: [
            ("\"vocab_size\": 40,", "", "vocab_size", EntityModelError.Kind.missingKey),
            ("\"do_lower_case\": true,", "", "do_lower_case", .missingKey),
            (
                "\"do_lower_case\": true", "\"do_lower_case\": 1", "do_lower_case",
                .value(found: "the value", expected: "of the type Bool")
            ),
            ("\"syntag\"", "\"other\"", "syntag", .missingKey),
            ("\"open\": \"<Y>\", ", "", "syntag.tags[1].open", .missingKey),
            ("40", "\"40\"", "vocab_size", .value(found: "the value", expected: "of the type Int")),
            ("\"entities\"", "\"syntax\"", "syntag.task", .value(found: "\"syntax\"", expected: "\"entities\"")),
            (
                "\"tag_layer\": 0", "\"decoder\": \"beam\"", "syntag.decoder", .unsupported("the decoder beam")
            ),
            (
                "\"tag_layer\": 0", "\"tag_naming\": \"dataset\"", "syntag.tag_naming",
                .value(found: "\"dataset\"", expected: "one of none, corpus, type, both")
            ),
            (
                "\"tag_layer\": 0", "\"tag_closing\": false", "syntag.tags[0].close",
                .value(found: "\"</X>\"", expected: "empty, as tag_naming and tag_closing have it")
            ),
            (
                "\"tag_layer\": 0", "\"tag_naming\": \"none\"", "syntag.tags[0].open",
                .value(found: "\"<X>\"", expected: "empty, as tag_naming and tag_closing have it")
            ),
            ("\"tag_layer\": 0", "\"tag_naming\": \"both\"", "syntag.tags[0].inner_open", .missingKey),
            (
                "\"<Y>\"", "\"\"", "syntag.tags[1].open",
                .value(found: "\"\"", expected: "a token, as tag_naming and tag_closing have it")
            ),
            ("null", "{\"kind\": \"dep\"}", "syntag.features.module", .missingKey),
            (
                "null", "{\"module\": \"cfa\", \"context\": \"dep\", \"labels\": [\"<other>\"]}",
                "syntag.features.label_size", .missingKey
            ),
            ("[\"I\", \"O\", \"B\"]", "[\"I\", \"O\"]", "syntag.labels", .labels(["I", "O"])),
            ("[\"I\", \"O\", \"B\"]", "[\"I\", \"O\", \"O\"]", "syntag.labels", .labels(["I", "O", "O"])),
            ("[\"I\", \"O\", \"B\"]", "[\"I\", \"O\", \"B\", \"E\"]", "syntag.labels", .labels(["I", "O", "B", "E"])),
            ("[\"I\", \"O\", \"B\"]", "[\"B\", \"I\", \"O\"]", "id2label", .labels(["I", "O", "B"])),
            ("\"0\": \"I\"", "\"7\": \"I\"", "id2label", .labels(["?", "O", "B"])),
            (
                "\"Species\"", "\"Cell\"", "syntag.tags[1].type",
                .value(found: "\"Cell\"", expected: "one of Gene, Disease, Chemical, Species")
            ),
            ("\"name\": \"Y\"", "\"name\": \"X\"", "syntag.tags[1].name", .duplicateTag("X")),
            ("[\"Y\"]", "[\"Z\"]", "syntag.default_tags[0]", .unknownTag("Z", known: ["X", "Y"])),
            ("[\"Y\"]", "[\"Y\", \"Y\"]", "syntag.default_tags[1]", .duplicateTag("Y")),
            (
                "[\"Y\"]", "[]", "syntag.default_tags",
                .value(found: "an empty list", expected: "a list of names")
            ),
        ]
    )
    func refused(old: String, new: String, key: String, kind: EntityModelError.Kind) {
        #expect(throws: EntityModelError(kind: kind, file: "config.json", key: key)) {
            try read(replacing: old, with: new)
        }
    }

    @Test("Tags are read as the scheme has them: none, an opening one alone, two pairs; the rest is nil")
    func schemes() throws {
        #expect(try read().tagLayer == 0 && read().decoder == .softmax)
        let late = try read(replacing: "\"tag_layer\": 0", with: "\"tag_layer\": 3, \"decoder\": \"crf\"")
        #expect(late.tagLayer == 3 && late.decoder == .crf)
        let untagged = try read(
            replacing: "\"open\": \"<X>\", \"close\": \"</X>\"}", with: "\"open\": \"\"}",
            "{\"name\": \"Y\", \"type\": \"Species\", \"open\": \"<Y>\", \"close\": \"</Y>\"}",
            "{\"name\": \"Y\", \"type\": \"Gene\"}",
            "\"tag_layer\": 0", "\"tag_naming\": \"none\"")
        #expect(untagged.tags == [.init(name: "X", type: .gene), .init(name: "Y", type: .gene)])
        let opening = try read(
            replacing: "\"close\": \"</X>\"", with: "\"close\": \"\"", ", \"close\": \"</Y>\"", "",
            "\"tag_layer\": 0", "\"tag_closing\": false")
        #expect(opening.tags[0] == .init(name: "X", type: .gene, open: "<X>"))
        #expect(opening.tags[1] == .init(name: "Y", type: .species, open: "<Y>"))
        let both = try read(
            replacing: "\"</X>\"", with: "\"</X>\", \"inner_open\": \"<Gene>\", \"inner_close\": \"</Gene>\"",
            "\"</Y>\"", "\"</Y>\", \"inner_open\": \"<Species>\", \"inner_close\": \"</Species>\"",
            "\"tag_layer\": 0", "\"tag_naming\": \"both\"")
        let expected = EntityModelConfiguration.Tag(
            name: "X", type: .gene, open: "<X>", close: "</X>", innerOpen: "<Gene>", innerClose: "</Gene>")
        #expect(both.tags[0] == expected)
    }

    @Test("A file that is not JSON is refused")
    func malformed() {
        #expect(throws: EntityModelError(kind: .malformed("the file is not JSON"), file: "config.json")) {
            try read(replacing: "}}", with: "")
        }
    }

    @Test("A message names the file, the key, the problem and the remedy")
    func prose() {
        let error = EntityModelError(kind: .unknownTag("Z", known: ["X", "Y"]), file: "Models/tiny")
        #expect(error.description == "Models/tiny: the model has no tag Z; choose from X, Y")
        let shape = EntityModelError(kind: .shape(found: [3, 5], expected: [3, 4]), file: "m", key: "w")
        #expect(shape.description.hasPrefix("m (w): the tensor is [3 x 5] instead of [3 x 4]; "))
    }
}
