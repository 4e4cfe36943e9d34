import Foundation
import TestSupport
import Testing

@Suite("Entity models that read syntax, on the command line")
struct FeatureTests {
    let folder: TemporaryDirectory
    let model: FeatureModel
    let syntax = Fixtures.url("syntax/tiny").path
    var path: String { model.folder.url.path }

    init() throws {
        folder = try TemporaryDirectory()
        model = try FeatureModel(module: "cfa", context: "dep", labels: ["amod", "nmod", "root"])
    }

    /// A small corpus.
    func corpus() throws -> String {
        let lines = ["the\tO", "gene\tB", "of\tO", "mice\tO", "", "human\tO", "p53\tB", "protein\tI", ".\tO", ""]
        return try folder.write(lines.joined(separator: "\n").utf8, to: "devel.tsv")
    }

    @Test("evaluate parses a corpus with the syntax model that is named")
    func evaluate() throws {
        let arguments = ["evaluate", "entities", "--model", path, "--gold", try corpus(), "--tag", "Genes", "--json"]
        let result = try Program.run(arguments + ["--syntax-model", syntax])
        #expect(result.status == 0, "\(result.errors)")
        let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(report?["gold"] as? Int == 2)
        let missing = try Program.run(arguments, environment: ["SYNTAG_MODELS": folder.path("nothing")])
        #expect(missing.status == 78)
        for word in ["no model for syntax found", path, "--syntax-model"] { #expect(missing.errors.contains(word)) }
    }

    @Test("info shows what the model reads, verify runs it, convert keeps it")
    func look() throws {
        let info = try Program.run(["model", "info", path])
        #expect(info.status == 0, "\(info.errors)")
        for words in ["cfa over dep contexts", "4 labels: <other> amod nmod root; 5 numbers a label"] {
            #expect(info.output.contains(words), "\(info.output)")
        }
        #expect(try Program.run(["model", "verify", path]).status == 0)
        let memory = try FeatureModel(module: "kvmn", context: "syn", labels: ["NP", "none"])
        for weights in ["int8", "float16"] {
            let target = folder.path(weights)
            let source = memory.folder.url.path
            #expect(
                try Program.run(["model", "convert", source, "--output", target, "--weights", weights]).status == 0)
            let converted = try Program.run(["model", "info", target])
            #expect(converted.output.contains("kvmn over syn contexts, keys of 4 words"), "\(converted.output)")
            #expect(try Program.run(["model", "verify", target]).status == 0)
        }
    }

    @Test("validate and annotate want a stage of syntax before the entities")
    func pipeline() throws {
        func file(_ stages: String...) throws -> String {
            let lines =
                ["name: mine", "stages:", "  - {type: sentences, method: rules}"] + stages.map { "  - type: \($0)" }
            return try folder.write(lines.joined(separator: "\n").utf8, to: "mine.yaml")
        }
        let models = ["--model", path, "--model", syntax]
        let refused = try Program.run(["validate", try file("entities")] + models)
        #expect(refused.status == 78)
        #expect(refused.errors.contains("mine.yaml:4: the model of stage `entities` reads dependencies"))
        #expect(try Program.run(["validate", try file("syntax", "entities")] + models).status == 0)
        let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
        let annotated = try Program.run(
            ["annotate", sample, "--output", folder.path("out"), "--pipeline", folder.path("mine.yaml")] + models)
        #expect(annotated.status == 0, "\(annotated.errors)")
        let standard = try Program.run(["annotate", sample, "--output", folder.path("other")] + models)
        #expect(standard.status == 0, "\(standard.errors)")
        let record = try Program.run(["get", "--from", folder.path("other")])
        for name in ["tiny-syntax", "\"deprel\":"] { #expect(record.output.contains(name)) }
    }
}
