import Foundation
import TestSupport
import Testing

@Suite("syntag train sentences, and evaluate with a model")
struct SentencesTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("texts"), withIntermediateDirectories: true)
        var conllu = "# newdoc id = a\n# newpar\n"
        var text = ""
        for number in 0..<40 {
            let words = ["The", "cell", "-", "line", number % 2 == 0 ? "e.g." : "grew", "well", "."]
            conllu += "# text = The cell-line \(words[4]) well.\n"
            for (place, word) in words.enumerated() {
                conllu += "\(place + 1)\t\(word)" + String(repeating: "\t_", count: 8) + "\n"
            }
            conllu += "\n"
            text += "The cell-line \(words[4]) well. "
        }
        _ = try folder.write(Array(text.utf8), to: "texts/a.txt")
        _ = try folder.write(Array(conllu.utf8), to: "a.conllu")
        let yaml = """
            name: tiny
            data: .
            texts: [{name: A, style: craft, train: a.conllu, train_texts: texts, dev: a.conllu, dev_texts: texts}]
            weights: {sentences: 10, tokens: 10}
            """
        _ = try folder.write(Array(yaml.utf8), to: "tiny.yaml")
    }

    private func train(_ arguments: [String] = []) throws -> Program.Result {
        try Program.run(
            ["train", "sentences", "--config", folder.path("tiny.yaml"), "--output", folder.path("out")] + arguments)
    }

    @Test("a model is trained, printed and scored; a second run needs --resume")
    func trains() throws {
        let result = try train()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == folder.path("out/model") + "\n")
        #expect(result.errors.contains("sentences F1") && result.errors.contains("100.00"))
        let gold = ["--gold", folder.path("a.conllu"), "--text", folder.path("texts"), "--json"]
        for task in ["sentences", "tokens"] {
            let scored = try Program.run(["evaluate", task, "--model", folder.path("out/model")] + gold)
            #expect(scored.status == 0 && scored.output.contains("\"f1\":100"), "\(scored.output)\(scored.errors)")
        }
        let unknown = try Program.run(
            ["evaluate", "tokens", "--model", folder.path("out/model"), "--style", "genia"] + gold)
        #expect(unknown.status == 78 && unknown.errors.contains("choose from craft"), "\(unknown.errors)")
        let again = try train()
        #expect(again.status == 78 && again.errors.contains("--resume"), "\(again.errors)")
        #expect(try train(["--resume"]).status == 0)
    }

    @Test("a folder of corpora that is not there is told by its name; a folder without CoNLL-U too")
    func folders() throws {
        let absent = try train(["--data", folder.path("nowhere")])
        #expect(absent.status == 78 && absent.errors.contains("nowhere: there is no such folder"), "\(absent.errors)")
        let empty = """
            name: tiny
            data: .
            texts: [{name: A, style: craft, train: texts, train_texts: texts}]
            """
        _ = try folder.write(Array(empty.utf8), to: "tiny.yaml")
        let none = try train()
        #expect(none.status == 78 && none.errors.contains("*.conllu"), "\(none.errors)")
    }

    @Test("rules are scored where they are asked for, and they know one style")
    func rules() throws {
        let gold = ["--gold", folder.path("a.conllu"), "--json"]
        let scored = try Program.run(["evaluate", "sentences", "--model", "rules"] + gold)
        #expect(scored.status == 0 && scored.output.contains("\"task\":\"sentences\""), "\(scored.errors)")
        let refused = try Program.run(["evaluate", "tokens", "--model", "rules", "--style", "genia"] + gold)
        #expect(refused.status == 64 && refused.errors.contains("craft"), "\(refused.errors)")
    }

    @Test("a training file is checked without being run; a fault has its line")
    func validates() throws {
        let good = try Program.run(["validate", folder.path("tiny.yaml")])
        #expect(good.status == 0 && good.output.contains("training `tiny` is valid: A"), "\(good.errors)")
        _ = try folder.write(Array("name: x\ntexts:\n  - {name: A, style: fine}\n".utf8), to: "bad.yaml")
        let bad = try Program.run(["validate", folder.path("bad.yaml")])
        #expect(
            bad.status == 78 && bad.errors.contains("bad.yaml:3") && bad.errors.contains("`craft`"), "\(bad.errors)")
    }
}
