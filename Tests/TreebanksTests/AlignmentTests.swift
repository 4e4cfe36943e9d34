import Documents
import Foundation
import TestSupport
import Testing
import Treebanks

@Suite("Gold sentences and tokens in running text")
struct AlignmentTests {
    private let folder = Fixtures.url("treebanks")

    @Test("The text of the comments: sentences joined by spaces, paragraphs by line ends")
    func comments() throws {
        let documents = try AlignedDocument.documents(conllu: path("made-up.conllu"))
        let document = try #require(documents.first)
        #expect(documents.count == 1 && document.identifier == "made-up")
        #expect(
            document.text == "Two mice (and a vole)\nThey don't eat \"[3H]uridine\". The vole  does\u{2009}so.")
        #expect(slices(document.paragraphs, document) == document.text.split(separator: "\n").map(String.init))
        #expect(
            slices(document.sentences.map(\.span), document) == [
                "Two mice (and a vole)", "They don't eat \"[3H]uridine\".", "The vole  does\u{2009}so.",
            ])
        #expect(tokens(document) == Self.madeUp)
    }

    @Test("The text of an article: its lines are the paragraphs")
    func article() throws {
        let document = try #require(
            try AlignedDocument.documents(conllu: path("made-up.conllu"), texts: path("texts")).first)
        #expect(try document.text == String(contentsOfFile: path("texts/made-up.txt"), encoding: .utf8))
        #expect(document.paragraphs.count == 2)
        #expect(tokens(document) == Self.madeUp)
    }

    @Test("Texts with a sentence a line: words with other spaces, escapes, and a quotation mark the trees have lost")
    func lines() throws {
        let documents = try AlignedDocument.documents(conllu: path("lines.conllu"), texts: path("texts"))
        #expect(documents.map(\.identifier) == ["11", "12"])
        #expect(documents.map(\.text) == ["Mice.\n[Ca2+]i rose in stress- activated cells. It was \"high.\"", "Voles"])
        #expect(documents[0].paragraphs.count == 2 && documents[1].paragraphs.count == 1)
        #expect(
            tokens(documents[0]) == [
                ["Mice", "."], ["[Ca2+]i", "rose", "in", "stress- activated", "cells", "."],
                ["It", "was", "\"", "high", "."],
            ])
        #expect(slices(documents[0].sentences.map(\.span), documents[0])[2] == "It was \"high.\"")
        let plain = try AlignedDocument(sentenceLines: path("texts/11.txt"))
        #expect(plain.text == documents[0].text && plain.paragraphs == documents[0].paragraphs)
        #expect(plain.sentences.map(\.span) == documents[0].sentences.map(\.span))
    }

    @Test("Sentences and trees are paired when their words read the same")
    func pairs() throws {
        let treebank = try Treebank(conllu: path("lines.conllu"), trees: path("lines.trees"))
        #expect(treebank.sentences[1].words[0].form == "-LSB-Ca2+-RSB-i")
        #expect(treebank.trees?[1].words[0] == "[Ca2+]i")
        #expect(try Treebank(conllu: path("lines.conllu")).trees == nil)

        let made = try TemporaryDirectory()
        func fault(_ edit: (String) -> String) throws -> TreebankError? {
            let trees = try String(contentsOfFile: path("lines.trees"), encoding: .utf8)
            let file = try made.write(edit(trees).utf8, to: "edited.trees")
            return #expect(throws: TreebankError.self) { try Treebank(conllu: path("lines.conllu"), trees: file) }
        }
        #expect(try fault { $0 + "(S1 (NP (NN x)))" }?.kind == .counts(sentences: 4, trees: 5))
        let word = try fault { $0.replacingOccurrences(of: "rose", with: "fell") }
        #expect(word?.kind == .words(sentence: "rose", tree: "fell", word: 2) && word?.line == 2)
        let count = try fault { $0.replacingOccurrences(of: "(NNS cells)", with: "") }
        #expect(count?.kind == .wordCounts(sentence: 6, tree: 5) && count?.line == 2)
    }

    @Test("What cannot be aligned is refused with file and line")
    func refused() throws {
        let made = try TemporaryDirectory()
        let conllu = try made.write(Data(contentsOf: folder.appendingPathComponent("made-up.conllu")), to: "a.conllu")
        func kind(_ text: String) throws -> TreebankError? {
            _ = try made.write(text.utf8, to: "made-up.txt")
            return #expect(throws: TreebankError.self) {
                try AlignedDocument.documents(conllu: conllu, texts: made.url.path)
            }
        }
        let text = try String(contentsOfFile: path("texts/made-up.txt"), encoding: .utf8)
        let other = try kind(text.replacingOccurrences(of: "eat", with: "ate"))
        #expect(
            other
                == TreebankError(
                    .misaligned(word: "eat", text: "ate \"[3H]uridine\". The v"), file: conllu, line: 17))
        #expect(try kind(text + "More.")?.kind == .uncovered("More."))
        #expect(try kind("Two mice")?.kind == .misaligned(word: "(", text: ""))

        let lines = try made.write(Data(contentsOf: folder.appendingPathComponent("lines.conllu")), to: "b.conllu")
        let bare = #expect(throws: TreebankError.self) { try AlignedDocument.documents(conllu: lines) }
        #expect(bare == TreebankError(.noText, file: lines, line: 2))
        let unlisted = #expect(throws: TreebankError.self) {
            try AlignedDocument.documents(conllu: lines, texts: path("texts"))
        }
        #expect(unlisted?.description.contains("b_per_sentence.pmids") == true)
        _ = try made.write("11\n11\n".utf8, to: "b_per_sentence.pmids")
        let short = #expect(throws: TreebankError.self) {
            try AlignedDocument.documents(conllu: lines, texts: path("texts"))
        }
        #expect(short?.kind == .identifiers(2, sentences: 4))
        _ = try made.write("11\n11\n12\n12\n".utf8, to: "b_per_sentence.pmids")
        let uneven = #expect(throws: TreebankError.self) {
            try AlignedDocument.documents(conllu: lines, texts: path("texts"))
        }
        #expect(uneven == TreebankError(.lines(text: 3, sentences: 2), file: lines, line: 2))
        #expect(throws: TreebankError(.emptyText, file: made.path("empty.txt"))) {
            try AlignedDocument(sentenceLines: made.write("\n \n".utf8, to: "empty.txt"))
        }
    }

    private static let madeUp = [
        ["Two", "mice", "(", "and", "a", "vole", ")"],
        ["They", "do", "n't", "eat", "\"", "[3H]uridine", "\"", "."],
        ["The", "vole", "does", "so", "."],
    ]

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func tokens(_ document: AlignedDocument) -> [[String]] {
        document.sentences.map { slices($0.tokens, document) }
    }

    private func slices(_ spans: [TextSpan], _ document: AlignedDocument) -> [String] {
        let bytes = Array(document.text.utf8)
        return spans.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }
}
