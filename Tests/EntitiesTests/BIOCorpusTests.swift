import Entities
import Scoring
import TestSupport
import Testing

@Suite("BIO corpora")
struct BIOCorpusTests {
    @Test(
        "Sentences are read alike whatever the line ends and empty lines",
        arguments: [
            "The\tO\nKdgR\tB\n-\tI\n\nRice\tB\n",
            "The\tO\nKdgR\tB\n-\tI\n\nRice\tB",
            "The\tO\r\nKdgR\tB\r\n-\tI\r\n\r\nRice\tB\r\n\r\n",
            "\n\nThe\tO\nKdgR\tB\n-\tI\n\n\n\nRice\tB\n\n\n",
            "\u{FEFF}The\tO\nKdgR\tB\n-\tI\n\nRice\tB\n",
        ]
    )
    func sentences(text: String) throws {
        let corpus = try BIOCorpus(bytes: Array(text.utf8), file: "x.tsv")
        let expected = [
            BIOCorpus.Sentence(words: ["The", "KdgR", "-"], labels: [.outside, .begin, .inside]),
            BIOCorpus.Sentence(words: ["Rice"], labels: [.begin]),
        ]
        #expect(corpus.sentences == expected)
    }

    @Test("Tokens keep their characters, white space that is no tab included")
    func tokens() throws {
        let corpus = try BIOCorpus(bytes: Array("α-β\u{A0}γ\tO\n\"\tI\n a \tB\n".utf8), file: "x.tsv")
        #expect(corpus.sentences.map(\.words) == [["α-β\u{A0}γ", "\"", " a "]])
    }

    @Test("A file is read as its bytes are")
    func file() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("a\tB\n\nb\tO\n".utf8, to: "a.tsv")
        #expect(try BIOCorpus(path: path).sentences.map(\.labels) == [[.begin], [.outside]])
    }

    @Test(
        "A faulty line is refused with its number",
        arguments: [
            (Array("a\tO\nb\n".utf8), CorpusError.Kind.columns(1), 2),
            (Array("a\tO\n\nb\tO\tO\n".utf8), .columns(3), 3),
            (Array("a\tO\n \n".utf8), .columns(1), 2),
            (Array("a O\n".utf8), .columns(1), 1),
            (Array("a\tO\r\n\tO\r\n".utf8), .emptyToken, 2),
            (Array("a\tB-Gene\n".utf8), .unknownLabel("B-Gene"), 1),
            (Array("a\tb\n".utf8), .unknownLabel("b"), 1),
            (Array("a\t\n".utf8), .unknownLabel(""), 1),
            (Array("a\tO\n".utf8) + [0x61, 0xFF, 0x09, 0x4F], .invalidUTF8, 2),
        ]
    )
    func faultyLine(bytes: [UInt8], kind: CorpusError.Kind, line: Int) {
        #expect(throws: CorpusError(kind: kind, file: "x.tsv", line: line)) {
            try BIOCorpus(bytes: bytes, file: "x.tsv")
        }
    }

    @Test("A file without a sentence is refused", arguments: ["", "\n\n", "\r\n", "\u{FEFF}"])
    func empty(text: String) {
        #expect(throws: CorpusError(kind: .noSentence, file: "x.tsv")) {
            try BIOCorpus(bytes: Array(text.utf8), file: "x.tsv")
        }
    }

    @Test("A missing file is refused by its path")
    func missing() throws {
        let path = try TemporaryDirectory().path("none.tsv")
        let error = #expect(throws: CorpusError.self) { try BIOCorpus(path: path) }
        #expect(error?.file == path)
        #expect(error?.line == nil)
    }

    @Test("A message names the place, the problem and the remedy")
    func prose() {
        let error = CorpusError(kind: .unknownLabel("S"), file: "a.tsv", line: 7)
        #expect(error.description == "a.tsv:7: \"S\" is no label; use B, I or O without a type")
        #expect("\(CorpusError(kind: .columns(1), file: "a.tsv", line: 1))".contains("has 1 column instead"))
    }
}
