import Foundation
import TestSupport
import Testing

@Suite("syntag parse and what else syntax models can do, with a tiny random model")
struct ParseTests {
    let folder: TemporaryDirectory
    let model = Fixtures.url("syntax/tiny").path
    let text = "IL-2 gene expression requires\nNF-kappa B. The cells die (p < 0.05).\n\n\nSecond one, in mice!\n"

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Runs `syntag parse` on the text.
    private func parse(_ arguments: String...) throws -> Program.Result {
        try Program.run(["parse", folder.write(text.utf8, to: "text.txt"), "--model", model] + arguments)
    }

    @Test("CoNLL-U: every token with all of its syntax, and the text comes back")
    func conllu() throws {
        let run = try parse()
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let blocks = run.output.components(separatedBy: "\n\n").filter { !$0.isEmpty }
        #expect(blocks.count == 3)
        #expect(blocks.map { $0.contains("# newpar") } == [true, false, true])
        for block in blocks {
            let lines = block.split(separator: "\n")
            let text = lines.first { $0.hasPrefix("# text = ") }?.dropFirst("# text = ".count)
            let rows = lines.filter { !$0.hasPrefix("#") }.map { $0.components(separatedBy: "\t") }
            #expect(rows.allSatisfy { $0.count == 10 && $0[3] != "_" && $0[4] != "_" && $0[7] != "_" })
            #expect(rows.filter { $0[6] == "0" && $0[7] == "root" }.count == 1)
            let words = rows.map { $0[1] + ($0[9] == "SpaceAfter=No" ? "" : " ") }.joined()
            #expect(words.trimmingCharacters(in: .whitespaces) == text ?? "")
        }
        #expect(run.output.contains("# text = IL-2 gene expression requires NF-kappa B."))
    }

    @Test("brackets: a tree a line")
    func brackets() throws {
        let lines = try parse("--format", "brackets").output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.hasPrefix("(S1 ("))
            #expect(line.filter { $0 == "(" }.count == line.filter { $0 == ")" }.count)
        }
        #expect(lines[1].contains(" -LRB-)"))
    }

    @Test("JSON: an object a line")
    func json() throws {
        let lines = try parse("--format", "json").output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let tokens = try #require(object["tokens"] as? [String])
            for key in ["pos", "upos", "head", "deprel"] { #expect((object[key] as? [Any])?.count == tokens.count) }
            #expect((object["tree"] as? String)?.hasPrefix("(S1 ") == true)
            #expect(object["pieces"] == nil)
        }
    }

    @Test("drawn trees: arcs and constituents, colour only when asked for")
    func tree() throws {
        let run = try parse("--format", "tree")
        #expect(run.output.contains("─► ") && run.output.contains("└─ ") && !run.output.contains("\u{1B}"))
        #expect(run.output.hasPrefix("IL-2 gene expression requires NF-kappa B.\n\n"))
        #expect(try parse("--format", "tree", "--colour", "always").output.contains("\u{1B}[1m"))
    }

    @Test("the style of a corpus is asked for by its name; a line can be a passage")
    func options() throws {
        let hyphens = try (craft: parse(), genia: parse("--style", "GENIA"))
        #expect(hyphens.craft.output.contains("\tNF\t") && !hyphens.craft.output.contains("\tNF-kappa\t"))
        #expect(hyphens.genia.output.contains("\tNF-kappa\t"))
        let lines = try parse("--lines", "--format", "conllu").output
        #expect(lines.components(separatedBy: "# newpar").count == 4)
        let unknown = try parse("--style", "WSJ")
        #expect(unknown.status == 78 && unknown.errors.contains("choose from CRAFT, GENIA"))
        let absent = try Program.run(["parse", folder.path("nothing.txt"), "--model", model])
        #expect(absent.status == 66 && absent.errors.contains("nothing.txt"))
        let entities = try Program.run(["parse", "--model", Fixtures.url("entities/tiny").path])
        #expect(entities.status == 78)
    }

    @Test("a reader that leaves early is no error that anybody sees")
    func closedPipe() throws {
        let file = try folder.write(String(repeating: text + "\n", count: 200).utf8, to: "long.txt")
        let shell = URL(fileURLWithPath: "/bin/sh")
        let command = "\"$0\" parse \"$1\" --model \"$2\" | head -n 1"
        let run = try Program.run(shell, ["-c", command, Program.url().path, file, model])
        #expect(run.output == "# newpar\n" && run.errors.isEmpty, "\(run.errors)")
    }

    @Test("a syntax model is described and verified")
    func looked() throws {
        let info = try Program.run(["model", "info", model])
        #expect(info.status == 0)
        for word in ["tiny-syntax", "GENIA", "10 labels: root nsubj", "S+VP"] { #expect(info.output.contains(word)) }
        let verified = try Program.run(["model", "verify", model])
        #expect(verified.status == 0 && verified.output.contains("the model is whole"))
    }

    @Test("records of the pipeline of syntax carry it, and pass the independent validator")
    func records() throws {
        let pipeline = Fixtures.root.appendingPathComponent("pipelines/syntax.yaml").path
        let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
        #expect(try Program.run(["validate", pipeline, "--model", model]).status == 0)
        #expect(try Program.run(["validate", pipeline, "--model", folder.path("nothing")]).status == 78)
        let run = try Program.run(
            ["annotate", sample, "--output", folder.path("out"), "--pipeline", pipeline, "--model", model])
        #expect(run.status == 0, "\(run.errors)")
        let record = try Program.run(["get", "--from", folder.path("out")])
        for key in ["pos", "upos", "head", "deprel", "tree"] { #expect(record.output.contains("\"\(key)\":")) }
        #expect(record.output.contains("\"name\":\"tiny-syntax\""))
    }

    @Test("without --pipeline and --model, records carry the syntax of the model that comes with Syntag")
    func standard() throws {
        let text = try folder.write("IL-2 gene expression requires NF-kappa B.".utf8, to: "sentence.txt")
        let parsed = try Program.run(["parse", text, "--format", "conllu"])
        #expect(parsed.status == 0, "\(parsed.errors)")
        #expect(parsed.output.contains("\tVERB\tVBZ\t") && parsed.output.contains("\tnsubj\t"), "\(parsed.output)")
        let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
        #expect(try Program.run(["annotate", sample, "--output", folder.path("standard")]).status == 0)
        let record = try Program.run(["get", "--from", folder.path("standard")])
        for key in ["pos", "upos", "head", "deprel", "tree"] { #expect(record.output.contains("\"\(key)\":")) }
        for text in ["\"name\":\"syntag-syntax-minilm-l6\"", "\"type\":\"Gene\""] {
            #expect(record.output.contains(text))
        }
        func get(_ format: String, from folderName: String) throws -> Program.Result {
            try Program.run(["get", "99000001", "--from", folder.path(folderName), "--format", format])
        }
        #expect(try get("tree", from: "standard").output.contains("─► "))
        #expect(try get("conllu", from: "standard").output.contains("# sent_id = 1\n"))
        #expect(try get("brackets", from: "standard").output.hasPrefix("(S1 ("))
        let plain = try folder.write(
            "name: plain\nstages: [{type: sentences, method: rules}]\n".utf8, to: "plain.yaml")
        let split = ["annotate", sample, "--pipeline", plain, "--output", folder.path("plain")]
        #expect(try Program.run(split).status == 0)
        let without = try get("tree", from: "plain")
        #expect(without.status == 66 && without.output.isEmpty && without.errors.contains("has no syntax"))
    }

    @Test("gold tokens are scored; what is no gold file is refused")
    func evaluate() throws {
        let gold = try folder.write(parse().output.utf8, to: "gold.conllu")
        let trees = try folder.write(parse("--format", "brackets").output.utf8, to: "gold.trees")
        let run = try Program.run(["evaluate", "syntax", "--model", model, "--gold", gold, trees, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        for key in ["xpos", "upos", "uas", "las", "bracket_precision", "bracket_recall", "bracket_f1"] {
            #expect(report[key] as? Double == 100, "\(key)")
        }
        #expect(report["sentences"] as? Int == 3)
        let other = try Program.run(
            ["evaluate", "syntax", "--model", model, "--gold", gold, "--tag", "GENIA", "--jobs", "2"])
        #expect(other.status == 0 && other.output.contains("3 sentences, "))
        let table = try Program.run(["evaluate", "syntax", "--model", model, "--gold", gold])
        #expect(table.output.contains("100.00") && table.output != other.output)
        #expect(try Program.run(["evaluate", "syntax", "--model", model, "--gold", trees]).status == 64)
        let lonely = try folder.write("(S1 (NN a))\n".utf8, to: "other.trees")
        let refused = try Program.run(["evaluate", "syntax", "--model", model, "--gold", gold, trees, lonely])
        #expect(refused.status == 64 && refused.errors.contains("other.trees"))
    }
}
