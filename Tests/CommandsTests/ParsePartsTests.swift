import Documents
import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite("Parts of syntag parse")
struct ParsePartsTests {
    /// The words of "(a) bb 日本 c d" with these constituents.
    private func words(_ constituents: [ConstituencyTree.Constituent]) -> SentenceWords {
        let text = "a bb 日本 c d"
        var document = Document(citation: Citation(pmid: "1", source: .init(file: "f", position: 1)), text: text)
        let spans = [(0, 1), (2, 4), (5, 11), (12, 13), (14, 15)]
        let tokens = spans.map { Token(span: TextSpan($0.0, $0.1), xpos: "X", upos: "Y") }
        let sentence = Sentence(
            span: TextSpan(0, 15), tokens: tokens, dependencies: nil,
            constituents: ConstituencyTree(constituents: constituents))
        document.sentences = [sentence]
        return SentenceWords(sentence, of: document)
    }

    @Test("constituents are drawn below one another, tokens in a row on one line")
    func constituents() {
        let words = words([
            .init(label: "S", first: 0, last: 4), .init(label: "NP", first: 0, last: 2),
            .init(label: "PP", first: 1, last: 2), .init(label: "VP", first: 3, last: 3),
        ])
        #expect(
            ConstituentDrawing(words, width: 80, inColour: false).lines == [
                "S",
                "├─ NP",
                "│  ├─ a/X",
                "│  └─ PP bb/X 日本/X",
                "├─ VP c/X",
                "└─ d/X",
            ])
    }

    @Test("a line of tokens wraps behind its label; without constituents the tokens stand alone")
    func wrapped() {
        let flat = words([.init(label: "S", first: 0, last: 4)])
        #expect(
            ConstituentDrawing(flat, width: 12, inColour: false).lines == ["S a/X bb/X", "  日本/X c/X", "  d/X"])
        #expect(ConstituentDrawing(words([]), width: 80, inColour: false).lines == ["a/X bb/X 日本/X c/X d/X"])
        #expect(
            ConstituentDrawing(flat, width: 80, inColour: true).lines
                == ["\u{1B}[1;34mS\u{1B}[0m a/X bb/X 日本/X c/X d/X"])
    }

    @Test("columns of wide, combining and control characters")
    func terminal() {
        #expect(TerminalText.width(of: "日本é🧬") == 7)
        #expect(TerminalText.width(of: "e\u{301}") == 1)
        #expect(TerminalText.padded("日", to: 4) == "日  ")
        #expect(TerminalText.printable("a\tb\u{1B}[0m") == "a b\u{FFFD}[0m")
    }

    @Test("passages are paragraphs, or lines")
    func passages() throws {
        let folder = try TemporaryDirectory()
        let bytes = Array("one\r\ntwo\n \nthree\n\n\nfour".utf8) + [0xFF]
        let path = try folder.write(bytes, to: "text.txt")
        func passages(byLine: Bool) throws -> [String] {
            let reader = try PassageReader(path: path, byLine: byLine)
            defer { reader.close() }
            var found: [String] = []
            while let passage = try reader.next() { found.append(passage) }
            return found
        }
        #expect(try passages(byLine: false) == ["one\ntwo", "three", "four\u{FFFD}"])
        #expect(try passages(byLine: true) == ["one", "two", "three", "four\u{FFFD}"])
        #expect(throws: PassageReader.Unreadable.self) { try PassageReader(path: folder.path("no"), byLine: false) }
        let directory = try PassageReader(path: folder.url.path, byLine: false)
        defer { directory.close() }
        #expect(throws: PassageReader.Unreadable.self) { try directory.next() }
    }

    @Test("files of trees find their sentences")
    func goldFiles() throws {
        let pairs = try GoldFiles(["a/x.conllu", "b/y.conllu", "c/y.trees"]).pairs
        #expect(pairs.map(\.conllu) == ["a/x.conllu", "b/y.conllu"])
        #expect(pairs.map(\.trees) == [nil, "c/y.trees"])
        #expect(try GoldFiles(["x.conllu", "z.mrg"]).pairs.first?.trees == "z.mrg")
        #expect(throws: UsageError.self) { try GoldFiles(["x.conllu", "y.conllu", "z.trees"]) }
        #expect(throws: UsageError.self) { try GoldFiles(["z.trees"]) }
    }
}
