import Documents
import TestSupport
import Testing

@testable import PubMed

/// Comments, CDATA sections, instructions and document types, of any length: what ends before damage is delivered.
@Suite("Long markup")
struct LongMarkupTests {
    /// Four citations, something behind the first one, and a broken tag behind the last.
    private static func broken(behindFirst content: String) -> String {
        let articles = (2...4).map { XML.article("\($0)") }.joined(separator: "\n")
        return XML.set(XML.article("1") + content + articles + "<PubmedArticle><Article <b></PubmedArticle>")
    }

    @Test(
        "a long comment or instruction between citations costs none of those behind it",
        arguments: [("<!--", "-->"), ("<?p ", "?>")], [1000, 300_000, 5 << 20, 12_000_000]
    )
    func betweenCitations(marks: (String, String), length: Int) throws {
        let run = marks.0 + String(repeating: "é <x> ", count: length / 7) + marks.1
        let reading = try Reading(Self.broken(behindFirst: run))
        #expect(reading.pmids == ["1", "2", "3", "4"])
        #expect(reading.error?.kind == .malformed)
        #expect(reading.error?.lastPMID == "4")
        let whole = try Reading(XML.set(XML.article("1") + run + XML.article("2")))
        #expect(whole.error == nil && whole.pmids == ["1", "2"])
    }

    @Test("a long CDATA section outside the text costs no citation", arguments: [5 << 20, 12_000_000])
    func unwantedCharacterData(length: Int) throws {
        let section = "<![CDATA[" + String(repeating: "<x> ]] > ", count: length / 9) + "]]>"
        let article = XML.article("5", inArticle: "<Pagination>\(section)</Pagination>")
        let reading = try Reading(Self.broken(behindFirst: article))
        #expect(reading.pmids == ["1", "5", "2", "3", "4"])
        #expect(reading.error?.kind == .malformed)
    }

    @Test("CDATA sections side by side are not joined to one that libxml2 silently stops at")
    func adjacentCharacterData() throws {
        let sections = String(repeating: "<![CDATA[\(String(repeating: "x ", count: 25_000))]]>", count: 240)
        let xml = XML.set(XML.article("1", inArticle: "<Pagination>\(sections)</Pagination>") + XML.article("2"))
        let reading = try Reading(xml)
        #expect(reading.error == nil && reading.pmids == ["1", "2"])
        let brackets = String(repeating: "]", count: 12_000_000)
        let article = XML.article(title: "<![CDATA[\(brackets)]]>")
        let bracketed = try Reading(XML.set(article), limits: Limits(textBytes: 1 << 24))
        #expect(bracketed.documents.first?.text.utf8.count == brackets.utf8.count)
    }

    @Test("a long CDATA section in the text is the text, whatever stands at its seams")
    func characterDataInText() throws {
        for piece in ["Längere Sätze über β-Catenin & 𝛼. ", "]]", "-->é?>", "𝛼"] {
            let text = String(repeating: piece, count: 700_000 / piece.utf8.count)
            let reading = try Reading(XML.set(XML.article(inArticle: XML.abstract("<![CDATA[\(text)]]>"))))
            #expect(reading.error == nil)
            #expect(reading.documents.first?.text == "A title.\n" + text, "\(piece)")
        }
    }

    @Test("what may not stand in a comment is found in a long one too", arguments: ["--", "\u{1}", "\u{FFFE}"])
    func forbidden(piece: String) throws {
        let half = String(repeating: "- x", count: 100_000)
        let reading = try Reading(XML.set(XML.article("1") + "<!--\(half)\(piece)\(half)-->" + XML.article("2")))
        #expect(reading.pmids == ["1"])
        #expect(reading.error?.kind == (piece == "--" ? .malformed : .badEncoding))
    }

    @Test("a comment without end is passed on to the end of the file, which is truncated")
    func unfinished() throws {
        let xml = XML.set(XML.article("1") + "<!--" + String(repeating: "long ", count: 60_000))
        let reading = try Reading(xml)
        #expect(reading.pmids == ["1"])
        #expect(reading.error?.kind == .truncated)
        #expect(reading.error?.position == Int64(xml.utf8.count))
    }

    @Test("a run ends at its first mark, and is divided without a loss and never within a character or a mark")
    func runs() {
        var generator = SeededGenerator(seed: 5)
        let kinds: [(OpaqueRun.Kind, String)] = [(.comment, "-->"), (.characterData, "]]>"), (.instruction, "?>")]
        for (kind, mark) in kinds {
            let alphabet = ["-", "]", "?", "x", "é", "𝛼", " "]
            let inside = (0..<60_000).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined() + ">"
            let bytes = Array(inside.replacing(mark, with: "").utf8) + Array(mark.utf8) + Array("x\(mark)".utf8)
            let expected = String(decoding: bytes, as: UTF8.self).firstRange(of: mark)?.upperBound
            var run = OpaqueRun(kind)
            var given: [UInt8] = []
            var divisions = 0
            var start = 0
            var end = 0
            reading: while true {
                let piece = bytes[start..<end].withUnsafeBufferPointer { run.piece(of: $0) }
                switch piece {
                case .last(let count):
                    given += bytes[start..<(start + count)]
                    break reading
                case .inner(let count, let isDivided):
                    given += bytes[start..<(start + count)]
                    start += count
                    if isDivided {
                        divisions += 1
                        #expect(String(validating: bytes[..<start], as: UTF8.self) != nil)
                        #expect(kind != .comment || bytes[start - 1] != UInt8(ascii: "-"))
                    }
                }
                if start + 3 > end {
                    guard end < bytes.count else { break reading }
                    end = min(bytes.count, end + Int.random(in: 1...40_000, using: &generator))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(divisions > 0)
            #expect(String(decoding: given, as: UTF8.self) == expected.map { String(text[..<$0]) })
        }
    }

    @Test(
        "what looks like markup within a document type is none",
        arguments: [
            "<!DOCTYPE PubmedArticleSet [<!ENTITY a \"]> <foo>\">]>",
            "<!DOCTYPE PubmedArticleSet [<!ENTITY a ']> <PubmedArticleSet>'> ]  >",
            "<!DOCTYPE PubmedArticleSet [<!-- ' ]> <foo> --><?p ]> <foo> ?>]>",
            "<!DOCTYPE PubmedArticleSet SYSTEM \"a>b<foo>[\">",
            "<!DOCTYPE PubmedArticleSet PUBLIC '-//NLM' \"<foo> '\" [<!ELEMENT a (b)><!ATTLIST a b CDATA '>'>]>",
        ]
    )
    func documentType(type: String) throws {
        let xml = Self.broken(behindFirst: "").replacing(XML.doctype, with: type)
        #expect(xml.contains(type))
        let reading = try Reading(xml)
        #expect(reading.pmids == ["1", "2", "3", "4"])
        #expect(reading.error?.kind == .malformed)
        let end = try #require(xml.firstRange(of: "<PubmedArticle><Article <b>")).lowerBound
        let whole = try Reading(xml[..<end] + "</PubmedArticleSet>")
        #expect(whole.error == nil && whole.pmids == reading.pmids)
    }

    @Test("a document type of a megabyte is read")
    func longDocumentType() throws {
        let entities = (0..<25_000).map { "<!ENTITY e\($0) \"]> <foo> text \">" }.joined(separator: "\n")
        let type = "<!DOCTYPE PubmedArticleSet [\(entities)]>"
        let reading = try Reading(Self.broken(behindFirst: "").replacing(XML.doctype, with: type))
        #expect(reading.pmids == ["1", "2", "3", "4"])
    }

    @Test("a name without end is over the limit of a tag", arguments: ["<", "</", "<a b=\""])
    func longNames(opening: String) throws {
        let limits = Limits(tagBytes: 1000)
        let name = String(repeating: "n", count: 5000)
        let reading = try Reading(XML.set(XML.article("1") + opening + name), limits: limits)
        #expect(reading.pmids == ["1"])
        #expect(reading.error?.kind == .overLimit)
    }
}
