import Documents
import Foundation
import TestSupport
import Testing
import Treebanks

@Suite("The treebanks of the shared data", .enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
struct RealTreebankTests {
    @Test(
        "Sentences and trees are as many as they should be, have the same words, and are trees",
        arguments: [
            ("genia", "dev", 1361), ("genia", "train", 14326), ("craft", "dev", 2780), ("craft", "train", 18951),
        ]
    )
    func read(corpus: String, split: String, count: Int) throws {
        let folder = try #require(Fixtures.shared).appendingPathComponent("data/treebank/\(corpus)")
        let conllu = folder.appendingPathComponent("\(split).conllu").path
        let treebank = try Treebank(conllu: conllu, trees: folder.appendingPathComponent("\(split).trees").path)
        #expect(treebank.sentences.count == count)
        #expect(treebank.sentences.allSatisfy { $0.dependencies != nil })
        let text = try CoNLLUWriter.text(of: treebank.sentences)
        #expect(try Data(text.utf8) == Data(contentsOf: URL(fileURLWithPath: conllu)))
        let trees = try #require(treebank.trees)
        let written = try BracketWriter.text(of: trees)
        let file = try String(contentsOf: folder.appendingPathComponent("\(split).trees"), encoding: .utf8)
        // The files leave square brackets as they are, and write ampersands either way.
        let differing = zip(written.split(separator: "\n"), file.split(separator: "\n")).filter { $0 != $1 }
        #expect(differing.allSatisfy { $1.utf8.contains { "&[]{}".utf8.contains($0) } })
        #expect(try BracketReader.trees(bytes: Array(written.utf8), file: "written") == trees)
        guard split == "dev" else { return }
        let rebuilt = try trees.map { try BracketTree($0.constituents, words: $0.words, tags: $0.tags) }
        #expect(rebuilt == trees)
    }

    @Test(
        "GENIA: every sentence and token has its place in the running text",
        arguments: [("dev", 148, 1361), ("train", 1551, 14326)]
    )
    func genia(split: String, documents count: Int, sentences: Int) throws {
        let folder = try #require(Fixtures.shared).appendingPathComponent("data/treebank/genia")
        let conllu = folder.appendingPathComponent("\(split).conllu").path
        let documents = try AlignedDocument.documents(
            conllu: conllu, texts: folder.appendingPathComponent("raw/\(split)").path)
        #expect(documents.count == count)
        #expect(documents.reduce(0) { $0 + $1.sentences.count } == sentences)
        #expect(documents.allSatisfy { $0.paragraphs.count == 2 && isSound($0) && sentencesAcrossParagraphs($0) == 0 })
        guard split == "dev" else { return }
        #expect(try documents.flatMap(spellings) == surfaces(conllu))
    }

    @Test("CRAFT: every sentence and token has its place in the article", arguments: [("dev", 7), ("train", 60)])
    func craft(split: String, count: Int) throws {
        let folder = try #require(Fixtures.shared).appendingPathComponent("data/treebank/craft").path
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/conllu/\(split)")
        #expect(files.count == count)
        var across = 0
        for file in files {
            let conllu = "\(folder)/conllu/\(split)/\(file)"
            let article = try AlignedDocument.documents(conllu: conllu, texts: "\(folder)/txt/\(split)")
            let comments = try AlignedDocument.documents(conllu: conllu)
            #expect(article.count == 1 && comments.count == 1)
            #expect(article.allSatisfy(isSound) && comments.allSatisfy(isSound))
            across += article.reduce(0) { $0 + sentencesAcrossParagraphs($1) }
            #expect(comments.allSatisfy { sentencesAcrossParagraphs($0) == 0 })
            guard split == "dev" else { continue }
            let words = try surfaces(conllu)
            #expect(article.flatMap(spellings) == words)
            #expect(comments.flatMap(spellings) == words)
        }
        #expect(across == (split == "train" ? 4 : 0))
    }

    /// The tokens of every sentence as the text has them, without white space.
    private func spellings(_ document: AlignedDocument) -> [[String]] {
        let bytes = Array(document.text.utf8)
        return document.sentences.map { sentence in
            sentence.tokens.map { Self.squeezed(String(decoding: bytes[$0.range], as: UTF8.self)) }
        }
    }

    /// The words of every sentence as running text writes them, without white space.
    private func surfaces(_ conllu: String) throws -> [[String]] {
        try CoNLLUReader.sentences(path: conllu).map { $0.words.map { Self.squeezed($0.surface) } }
    }

    private static func squeezed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: \.properties.isWhitespace) else { return text }
        return String(String.UnicodeScalarView(scalars.filter { !$0.properties.isWhitespace }))
    }

    /// Whether spans are in order, none empty, and tokens in sentences.
    private func isSound(_ document: AlignedDocument) -> Bool {
        isOrdered(document.paragraphs) && isOrdered(document.sentences.map(\.span))
            && document.sentences.allSatisfy { sentence in
                isOrdered(sentence.tokens) && sentence.tokens.allSatisfy(sentence.span.contains)
            }
    }

    private func sentencesAcrossParagraphs(_ document: AlignedDocument) -> Int {
        var paragraphs = document.paragraphs[...]
        return document.sentences.count { sentence in
            paragraphs = paragraphs.drop { $0.end <= sentence.span.start }
            return paragraphs.first?.contains(sentence.span) != true
        }
    }

    private func isOrdered(_ spans: [TextSpan]) -> Bool {
        spans.allSatisfy { !$0.isEmpty } && zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }
    }
}
