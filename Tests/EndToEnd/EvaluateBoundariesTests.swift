import Foundation
import TestSupport
import Testing

@Suite("syntag evaluate sentences and tokens")
struct EvaluateBoundariesTests {
    private let folder = Fixtures.url("treebanks").path

    @Test("Sentences of text files with one sentence a line, as JSON and as a table")
    func sentences() throws {
        let files = ["\(folder)/texts/11.txt", "\(folder)/texts/12.txt"]
        let json = try Program.run(["evaluate", "sentences", "--gold"] + files + ["--json"])
        #expect(json.status == 0)
        #expect(
            json.output == """
                {"task":"sentences","precision":100.0,"recall":100.0,"f1":100.0,"whole_documents":100.0,\
                "gold":4,"predicted":4,"correct":4,"documents":2}

                """)
        let table = try Program.run(["evaluate", "sentences", "--gold"] + files)
        #expect(table.output.contains("whole documents") && table.output.contains("100.00"))
    }

    @Test("Tokens of CoNLL-U, of its comments or of texts beside it")
    func tokens() throws {
        let comments = try Program.run(["evaluate", "tokens", "--gold", "\(folder)/made-up.conllu", "--json"])
        #expect(comments.status == 0)
        let article = try Program.run(
            ["evaluate", "tokens", "--gold", "\(folder)/made-up.conllu", "--text", "\(folder)/texts", "--json"])
        #expect(article.output == comments.output)
        #expect(comments.output.contains("\"gold\":20,") && comments.output.contains("\"documents\":1}"))
        let lines = try Program.run(
            ["evaluate", "tokens", "--gold", "\(folder)/lines.conllu", "--text", "\(folder)/texts", "--json"])
        #expect(lines.output.contains("\"gold\":14,") && lines.output.contains("\"documents\":2}"))
        let sentences = try Program.run(
            ["evaluate", "sentences", "--gold", "\(folder)/made-up.conllu", "--text", "\(folder)/texts", "--json"])
        #expect(sentences.output.contains("\"f1\":100.0,\"whole_documents\":100.0,\"gold\":3,"))
    }

    @Test("A file that is not there ends with 66, one without its text with 65 and its place")
    func bad() throws {
        #expect(try Program.run(["evaluate", "sentences", "--gold", "\(folder)/nowhere.txt"]).status == 66)
        let bare = try Program.run(["evaluate", "tokens", "--gold", "\(folder)/lines.conllu"])
        #expect(bare.status == 65)
        #expect(bare.errors.contains("lines.conllu:2: ") && bare.errors.contains("# text"))
    }

    @Test("CoNLL-U under another name is not scored as lines, a document without a name finds no text")
    func mistaken() throws {
        let made = try TemporaryDirectory()
        let rows = "# newdoc\n# text = A b.\n1\tA" + String(repeating: "\t_", count: 8) + "\n\n"
        let other = try Program.run(["evaluate", "sentences", "--gold", made.write(Array(rows.utf8), to: "x.conll")])
        #expect(other.status == 65 && other.errors.contains("ends with .conllu"), "\(other.errors)")
        let unnamed = try Program.run(
            ["evaluate", "tokens", "--gold", made.write(Array(rows.utf8), to: "x.conllu"), "--text", made.url.path])
        #expect(unnamed.status == 65 && unnamed.errors.contains("# newdoc id = NAME"), "\(unnamed.errors)")
        let empty = try Program.run(["evaluate", "sentences", "--gold", made.write([], to: "empty.txt")])
        #expect(empty.status == 65 && empty.errors.contains("one sentence a line"), "\(empty.errors)")
    }

    @Test("a model for another task, and texts that no file needs, are refused instead of left out of account")
    func unused() throws {
        let gold = ["--gold", "\(folder)/texts/11.txt"]
        let model = try Program.run(
            ["evaluate", "sentences", "--model", Fixtures.url("entities/tiny").path] + gold)
        #expect(model.status == 78 && model.errors.contains("a model for sentences"), "\(model.errors)")
        #expect(try Program.run(["evaluate", "sentences", "--text", folder] + gold).status == 64)
    }

    @Test("gold sentences may come through a pipe")
    func pipe() throws {
        let shell = URL(fileURLWithPath: "/bin/bash")
        let command = "\"$0\" evaluate sentences --gold <(printf 'Title.\\nA b.\\n') --json"
        let run = try Program.run(shell, ["-c", command, Program.url().path])
        #expect(run.status == 0 && run.output.contains("\"gold\":2,"), "\(run.errors)")
    }
}
