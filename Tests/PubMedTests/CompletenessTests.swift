import Documents
import Foundation
import TestSupport
import Testing

@testable import PubMed

/// A file that is not whole never counts as whole, and says in plain words what is missing.
@Suite("Completeness")
struct CompletenessTests {
    private static let ending = "the file ends before its root element does"

    /// Two citations with every kind of markup in them.
    private static func varied(type: String) -> String {
        let text = "Größe &amp; <i a='b>c' d=\"e\">Maß</i> &#x3B2;&#946; <!-- a - b --> <![CDATA[<&]]><?p i?>"
        let authors = "<AuthorList><Author><LastName>Ü</LastName></Author></AuthorList><Pagination/>"
        return XML.set(XML.article("1", title: text, inArticle: authors) + "<!-- between -->" + XML.article("2"))
            .replacing(XML.doctype, with: type)
    }

    @Test(
        "a plain file that is cut off at any byte is truncated, and says so",
        arguments: [XML.doctype, "<!DOCTYPE PubmedArticleSet [<!ENTITY a \"b\"><!-- ' --><?p i?>]>"]
    )
    func cutAnywhere(type: String) throws {
        let xml = Self.varied(type: type)
        let bytes = Array(xml.utf8)
        let end = try #require(xml.range(of: "</PubmedArticleSet>")).upperBound
        #expect(try Reading(bytes).error == nil)
        let citationEnds = xml.ranges(of: "</PubmedArticle>").map {
            xml.utf8.distance(from: xml.startIndex, to: $0.upperBound)
        }
        var newlines = 0
        for length in 1..<xml.utf8.distance(from: xml.startIndex, to: end) {
            if bytes[length - 1] == UInt8(ascii: "\n") { newlines += 1 }
            let reading = try Reading(bytes[..<length])
            let error = try #require(reading.error, "\(length)")
            #expect(error.kind == .truncated && error.detail == Self.ending, "\(length): \(error)")
            // libxml2 does not count the white space that a file ends in.
            let line = error.line ?? 0
            #expect(error.position == Int64(length) && (newlines...newlines + 1).contains(line))
            #expect(reading.items.count == citationEnds.count { $0 <= length })
        }
    }

    @Test("an error shortly before the end of a cut file is told as such")
    func brokenThenCut() throws {
        for damage in ["</PubmedArticleSet>", "<Article <b", "<a b='<'>"] {
            let reading = try Reading("<PubmedArticleSet>\(XML.article("1"))<PubmedArticle>\(damage)")
            #expect(reading.pmids == ["1"])
            #expect(reading.error?.kind == .malformed, "\(damage): \(String(describing: reading.error))")
        }
    }

    /// Reads a file of two citations with a step of libxml2's that gives a result of its own behind some nodes.
    private func failing(with result: Int32, behind nodes: Int) throws -> (pmids: Int, error: PubMedError?) {
        let folder = try TemporaryDirectory()
        let path = try folder.write(XML.set(XML.article("1") + XML.article("2")).utf8, to: "a.xml")
        var left = nodes
        var items = 0
        do throws(PubMedError) {
            let reader = try CitationReader(path: path, limits: .standard) { reader in
                left -= 1
                return left < 0 ? result : XMLPullReader.step(reader)
            }
            while try reader.next() != nil { items += 1 }
        } catch {
            return (items, error)
        }
        return (items, nil)
    }

    @Test("libxml2 stopping without a word is damage, wherever it does", arguments: [-1, 2])
    func silentStop(result: Int32) throws {
        var citations: [Int] = []
        while let reading = try? failing(with: result, behind: citations.count), let error = reading.error {
            #expect(error.kind == .overLimit)
            #expect(error.detail.hasPrefix("libxml2 stopped without saying why"))
            citations.append(reading.pmids)
        }
        #expect(citations.count > 20 && citations.first == 0 && citations.last == 2)
    }

    @Test("a document that libxml2 calls complete is truncated as long as its root is open")
    func earlyEnd() throws {
        var nodes = 0
        var reading = try failing(with: 0, behind: nodes)
        while let error = reading.error, nodes < 200 {
            #expect(error.kind == .truncated)
            #expect(error.detail == Self.ending)
            nodes += 1
            reading = try failing(with: 0, behind: nodes)
        }
        // Only behind the root's end the file is complete: both citations have been read by then.
        #expect(reading.error == nil && reading.pmids == 2)
        #expect((20..<200).contains(nodes))
    }

    /// A gzip file of nothing: header, an empty block, check sum and length of zero.
    private static let gzipOfNothing: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    @Test("a file of nothing is empty, compressed or not")
    func nothing() throws {
        for bytes in [[], Self.gzipOfNothing, Self.gzipOfNothing + [0, 0, 0], Self.gzipOfNothing + Self.gzipOfNothing] {
            let error = try #require(try Reading(bytes).error)
            #expect(error.kind == .empty && error.detail == "the file is empty", "\(bytes.count): \(error)")
        }
        let cut = try #require(try Reading(Self.gzipOfNothing.dropLast(4)).error)
        #expect(cut.kind == .truncated)
    }

    @Test("white space, a declaration or a comment alone is a file that ends early")
    func noRoot() throws {
        for xml in [" \n", "\u{FEFF}", "<?xml version=\"1.0\"?>\n", "<!-- nothing -->", XML.doctype] {
            let error = try #require(try Reading(xml).error)
            #expect(error.kind == .truncated && error.detail == Self.ending, "\(xml): \(error)")
        }
    }

    @Test(
        "what is no XML at all is called that",
        arguments: [
            Array("%PDF-1.7\n%\u{E2}\u{E3}\n1 0 obj\n<< /Type /Catalog >>".utf8),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D],
            [0x50, 0x4B, 3, 4, 20, 0, 0, 0], [UInt8](repeating: 0, count: 3000), [0], [0x7F, 0x45, 0x4C, 0x46],
            Array("{\"pmid\": 1}".utf8), Array(String(repeating: " \n", count: 2000).utf8) + Array("text".utf8),
            Array("PMID- 1\nTI  - <i>A</i> title\n".utf8), [0xEF, 0xBB, 0xBF, 0x41],
        ]
    )
    func notXML(bytes: [UInt8]) throws {
        let error = try #require(try Reading(bytes).error)
        #expect(error.kind == .notPubMed, "\(error)")
        #expect(error.detail.hasPrefix("this is not XML: it "), "\(error)")
        #expect(error.remedy.contains("PubMed XML"))
    }

    @Test("a byte order mark and white space before the root are XML")
    func leadingSpace() throws {
        for opening in ["\u{FEFF}", "\u{FEFF} \n", "\n\t ", String(repeating: " \n", count: 200_000)] {
            let reading = try Reading(opening + "<PubmedArticleSet>\(XML.article("1"))</PubmedArticleSet>")
            #expect(reading.error == nil && reading.pmids == ["1"])
        }
    }
}
