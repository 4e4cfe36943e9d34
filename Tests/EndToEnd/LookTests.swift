import Foundation
import TestSupport
import Testing

@Suite("syntag get, model, evaluate, validate")
struct LookTests {
    let folder: TemporaryDirectory
    let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path

    init() throws {
        folder = try TemporaryDirectory()
    }

    @Test("a record is found by its PMID, as JSON and as text")
    func get() throws {
        #expect(try Program.run(["annotate", sample, "--output", folder.path("out")]).status == 0)
        let json = try Program.run(["get", "99000001", "--from", folder.path("out")])
        #expect(json.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["pmid"] as? String == "99000001")
        #expect(object?["schema"] as? String == "syntag/1")

        let text = try Program.run(["get", "99000001", "--from", folder.path("out"), "--format", "text"])
        #expect(text.output.hasPrefix("PMID 99000001"))
        #expect(text.output.contains(" | Gene]"))
        #expect(!text.output.contains("\u{1B}"))
        let coloured = try Program.run(
            ["get", "99000001", "--from", folder.path("out"), "--format", "text", "--colour", "always"])
        #expect(coloured.output.contains("\u{1B}[30;48;5;117m"))

        let first = try Program.run(["get", "--from", folder.path("out"), "--format", "text"])
        #expect(first.output == text.output)
    }

    @Test("a PMID that is not there ends with 66, one that is none with 64")
    func absent() throws {
        #expect(try Program.run(["annotate", sample, "--output", folder.path("out")]).status == 0)
        let absent = try Program.run(["get", "12345", "--from", folder.path("out")])
        #expect(absent.status == 66)
        #expect(absent.errors.contains("12345"))
        #expect(try Program.run(["get", "12345", "--from", folder.path("nowhere")]).status == 66)
        #expect(try Program.run(["get", "BRCA1", "--from", folder.path("out")]).status == 64)
    }

    @Test("the default model is described and verified")
    func model() throws {
        let info = try Program.run(["model", "info"])
        #expect(info.status == 0, "\(info.errors)")
        for word in ["BC2GM", "Species-800", "384", "digest"] { #expect(info.output.contains(word)) }
        #expect(try Program.run(["model", "verify"]).status == 0)
    }

    @Test("a damaged model is refused with its file")
    func damagedModel() throws {
        let models = Fixtures.root.appendingPathComponent("Models/entities")
        let copy = folder.url.appendingPathComponent("model")
        try FileManager.default.copyItem(at: models, to: copy)
        let weights = copy.appendingPathComponent("model.safetensors")
        let bytes = try Data(contentsOf: weights)
        var flipped = bytes
        flipped[bytes.count - 100] ^= 0x40
        try flipped.write(to: weights)
        let altered = try Program.run(["model", "verify", copy.path])
        #expect(altered.status == 78)
        #expect(altered.errors.contains("SHA256SUMS"))
        try bytes.prefix(bytes.count / 2).write(to: weights)
        let result = try Program.run(["model", "verify", copy.path])
        #expect(result.status == 78)
        #expect(result.errors.contains("model.safetensors"))
    }

    @Test("a model is written anew with other weights, and is whole", arguments: ["int8", "float32", "float16"])
    func convert(weights: String) throws {
        let source = folder.url.appendingPathComponent("tiny")
        try FileManager.default.copyItem(at: Fixtures.url("entities/tiny"), to: source)
        _ = try folder.write(Array("a card\n".utf8), to: "tiny/README.md")
        _ = try folder.write(Array("0  model.safetensors\n".utf8), to: "tiny/SHA256SUMS")
        let target = folder.path("small/\(weights)")
        let result = try Program.run(["model", "convert", source.path, "--output", target, "--weights", weights])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("\(target): \(weights), "))
        for name in ["README.md", "config.json", "vocab.txt"] {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: source.appendingPathComponent(name).path, andPath: "\(target)/\(name)"))
        }
        let verified = try Program.run(["model", "verify", target])
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.output.contains("check sums agree"))
        let sums = try String(contentsOfFile: "\(target)/SHA256SUMS", encoding: .utf8)
        for name in ["README.md", "config.json", "model.safetensors", "vocab.txt"] {
            #expect(sums.contains("  \(name)\n"))
        }
        let again = try Program.run(["model", "convert", source.path, "--output", target, "--weights", weights])
        #expect(again.status == 64)
        #expect(again.errors.contains("holds a model"))
    }

    @Test("a conversion without a model, or to a type that there is not, is refused")
    func unconvertible() throws {
        let absent = try Program.run([
            "model", "convert", folder.path("none"), "--output", folder.path("out"), "--weights", "int8",
        ])
        #expect(absent.status == 78)
        #expect(absent.errors.contains("none/model.safetensors"))
        let source = Fixtures.url("entities/tiny").path
        let type = try Program.run(["model", "convert", source, "--output", folder.path("out"), "--weights", "int4"])
        #expect(type.status == 64)
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }

    @Test("evaluation prints the scores of a corpus as JSON and as a table")
    func evaluate() throws {
        let rows = [
            ("Mutations", "O"), ("of", "O"), ("BRCA1", "B"), ("cause", "O"), ("cancer", "O"), (".", "O"),
        ]
        let text = rows.map { "\($0)\t\($1)" }.joined(separator: "\n") + "\n\n"
        let gold = try folder.write(Array(text.utf8), to: "gold.tsv")
        let json = try Program.run(["evaluate", "entities", "--gold", gold, "--tag", "BC2GM", "--json"])
        #expect(json.status == 0, "\(json.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["task"] as? String == "entities")
        #expect(object?["tag"] as? String == "BC2GM")
        #expect(object?["gold"] as? Int == 1)
        #expect(object?["f1"] as? Double == 100)
        #expect(try Program.run(["evaluate", "entities", "--gold", gold, "--tag", "BC2GM"]).output.contains("100.00"))
        #expect(try Program.run(["evaluate", "entities", "--gold", gold, "--tag", "XYZ"]).status == 64)
        #expect(try Program.run(["evaluate", "entities", "--gold", gold]).status == 64)
        let broken = try folder.write(Array("BRCA1\tB\nis\n".utf8), to: "broken.tsv")
        let refused = try Program.run(["evaluate", "entities", "--gold", broken, "--tag", "BC2GM"])
        #expect(refused.status == 65)
        #expect(refused.errors.contains("broken.tsv"))
    }

    @Test("a good pipeline file is well, a bad one is not")
    func validate() throws {
        let good = Fixtures.root.appendingPathComponent("pipelines/pubmed.yaml").path
        #expect(try Program.run(["validate", good]).status == 0)
        let stages = "[{type: sentences}, {type: entities, tags: [FOO]}]"
        let unknownTag = try folder.write(Array("name: x\nstages: \(stages)\n".utf8), to: "tag.yaml")
        let refused = try Program.run(["validate", unknownTag])
        #expect(refused.status == 78)
        #expect(refused.errors.contains("FOO") && refused.errors.contains("BC2GM"))
        let bad = try folder.write(Array("name: x\nstages: [{type: tags}]\n".utf8), to: "bad.yaml")
        let result = try Program.run(["validate", bad])
        #expect(result.status == 78)
        #expect(result.errors.contains("bad.yaml:2:"))
    }

    @Test(
        "every command explains itself with examples",
        arguments: [
            [], ["annotate"], ["get"], ["evaluate", "entities"], ["model", "info"], ["model", "verify"],
            ["model", "convert"],
            ["validate"], ["experiment"],
        ] as [[String]])
    func help(command: [String]) throws {
        let result = try Program.run(command + ["--help"])
        #expect(result.status == 0)
        #expect(result.output.contains("EXAMPLES"))
    }
}
