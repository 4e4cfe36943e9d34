import Documents
import Foundation
import PubMed
import TestSupport
import Testing

@Suite("Hostile files")
struct HardeningTests {
    private static func declaring(_ subset: String, title: String) -> String {
        "<?xml version=\"1.0\"?>\n<!DOCTYPE PubmedArticleSet [\n\(subset)\n]>\n<PubmedArticleSet>\(XML.article("1"))"
            + "\(XML.article("2", title: title))\(XML.article("3"))</PubmedArticleSet>"
    }

    @Test("an entity of the file's own is expanded")
    func ownEntity() throws {
        let subset = "<!ENTITY drug \"aspirin &amp; &other;\"><!ENTITY other \"<i>codeine</i>\">"
        let reading = try Reading(Self.declaring(subset, title: "On &drug;."))
        #expect(reading.error == nil)
        #expect(reading.documents.map(\.text) == ["A title.", "On aspirin & codeine.", "A title."])
    }

    @Test("entities that grow without bound cost a citation, not the memory", arguments: ["ha", ""])
    func billionLaughs(seed: String) throws {
        var subset = "<!ENTITY e0 \"\(seed)\">"
        for level in 1...30 {
            let reference = String(repeating: "&e\(level - 1);", count: 10)
            subset += "<!ENTITY e\(level) \"\(reference)\">"
        }
        for title in ["&e30;", "&e9;"] {
            let reading = try Reading(Self.declaring(subset, title: title))
            #expect(reading.pmids.first == "1")
            #expect(!reading.pmids.contains("2"))
            #expect(reading.error != nil || reading.problems.first?.pmid == "2")
        }
    }

    @Test("one large entity named often is refused")
    func quadraticBlowUp() throws {
        let subset = "<!ENTITY a \"\(String(repeating: "a", count: 50_000))\">"
        let reading = try Reading(Self.declaring(subset, title: String(repeating: "&a;", count: 5_000)))
        #expect(reading.pmids.first == "1")
        #expect(!reading.pmids.contains("2"))
    }

    @Test("entities in attributes and in themselves are refused")
    func otherBombs() throws {
        var subset = "<!ENTITY e0 \"ha\">"
        for level in 1...9 {
            subset += "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: 10))\">"
        }
        let attribute = try Reading(Self.declaring(subset, title: "<i a=\"&e9;\">x</i>"))
        #expect(attribute.pmids.first == "1")
        #expect(attribute.error != nil)
        let loop = try Reading(Self.declaring("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", title: "&a;"))
        #expect(loop.pmids.first == "1" && !loop.pmids.contains("2"))
    }

    @Test("no other file is read")
    func externalEntities() throws {
        let folder = try TemporaryDirectory()
        let secret = try folder.write("secret".utf8, to: "secret.txt")
        let subset = "<!ENTITY s SYSTEM \"file://\(secret)\">"
        let reading = try Reading(Self.declaring(subset, title: "x&s;y"))
        #expect(reading.pmids == ["1", "3"])
        #expect(reading.problems.map(\.pmid) == ["2"])
        #expect(reading.problems.first?.reason.contains("external") == true)
        let parameter = try Reading(Self.declaring("<!ENTITY % p SYSTEM \"file://\(secret)\"> %p;", title: "T"))
        #expect(!parameter.documents.contains { $0.text.contains("secret") })
    }

    @Test("a DTD that exists is not read either: its entities are unknown, and the citation says so")
    func undeclaredEntities() throws {
        let folder = try TemporaryDirectory()
        _ = try folder.write("<!ENTITY beta \"b\">".utf8, to: "own.dtd")
        let xml =
            "<!DOCTYPE PubmedArticleSet SYSTEM \"own.dtd\"><PubmedArticleSet>"
            + XML.article("1", title: "&beta;-catenin")
            + XML.article("2", inArticle: "<AuthorList><Author>&nbsp;</Author></AuthorList>")
            + "</PubmedArticleSet>"
        let reading = Reading(path: try folder.write(xml.utf8, to: "a.xml"))
        #expect(reading.error == nil)
        #expect(reading.problems.map(\.pmid) == ["1"])
        #expect(reading.problems.first?.reason.contains("&beta;") == true)
        #expect(reading.pmids == ["2"])
    }

    @Test("elements nested deeply cost a citation, or end the file when libxml2 gives up")
    func depth() throws {
        func nested(_ depth: Int) throws -> Reading {
            let title = String(repeating: "<i>", count: depth) + "x" + String(repeating: "</i>", count: depth)
            return try Reading(XML.set(XML.article("1") + XML.article("2", title: title) + XML.article("3")))
        }
        #expect(try nested(100).pmids == ["1", "2", "3"])
        let deep = try nested(150)
        #expect(deep.pmids == ["1", "3"] && deep.problems.map(\.pmid) == ["2"])
        let deeper = try nested(100_000)
        #expect(deeper.pmids == ["1"] && deeper.error != nil)
    }

    @Test("a citation over the text limit is reported, and the next one is read")
    func textLimit() throws {
        let long = XML.abstract(String(repeating: "word ", count: 1000))
        let xml = XML.set(XML.article("1") + XML.article("2", inArticle: long) + XML.article("3"))
        let reading = try Reading(xml, limits: Limits(textBytes: 4000))
        #expect(reading.pmids == ["1", "3"])
        #expect(reading.problems.map(\.pmid) == ["2"])
        #expect(try Reading(xml, limits: Limits(textBytes: 5100)).pmids == ["1", "2", "3"])
    }

    @Test("the standard text limit is 4 MiB, and a longer citation leaves nothing of it behind")
    func standardTextLimit() throws {
        #expect(Limits.standard.textBytes == 4 << 20)
        func reading(words: Int) throws -> Reading {
            let long = XML.abstract(String(repeating: "word ", count: words))
            return try Reading(XML.set(XML.article("1", inArticle: long) + XML.article("2")))
        }
        #expect(try reading(words: 800_000).pmids == ["1", "2"])
        let over = try reading(words: 900_000)
        #expect(over.pmids == ["2"] && over.error == nil)
        #expect(over.problems.first?.reason.contains("4194304 bytes") == true)
    }

    @Test("a tag of a hundred thousand attributes ends the reading at once")
    func attributes() throws {
        let list = (0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " ")
        for element in ["ArticleTitle", "Pagination"] {
            let reading = try Reading(
                XML.set(XML.article("1") + "<PubmedArticle><MedlineCitation><Article><\(element) \(list)/>"))
            #expect(reading.pmids == ["1"])
            #expect(reading.error?.kind == .overLimit)
        }
    }
}

@Suite("Encodings")
struct EncodingTests {
    private static let text = "Größe und Maß"

    private func xml(declaring encoding: String) -> String {
        "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n<PubmedArticleSet>\(XML.article("1", title: Self.text))</PubmedArticleSet>"
    }

    @Test(
        "declared and marked encodings are read",
        arguments: [
            ("ISO-8859-1", String.Encoding.isoLatin1), ("windows-1252", .windowsCP1252), ("UTF-16", .utf16),
            ("utf-16", .utf16LittleEndian), ("UTF-16", .utf16BigEndian), ("UTF-8", .utf8),
        ]
    )
    func encodings(name: String, encoding: String.Encoding) throws {
        let bytes = try #require(xml(declaring: name).data(using: encoding))
        let reading = try Reading(bytes)
        #expect(reading.error == nil)
        #expect(reading.documents.map(\.text) == [Self.text])
    }

    @Test("an encoding that nobody knows is named")
    func unknown() throws {
        let error = try Reading(xml(declaring: "klingon").utf8).error
        #expect(error?.kind == .badEncoding)
        #expect(error?.detail.contains("klingon") == true)
    }

    @Test("bytes that are no characters of the encoding end the reading, after what precedes them")
    func badBytes() throws {
        var bytes = try #require(
            XML.set(XML.article("1") + XML.article("2", title: "~~")).replacing("utf-8", with: "EUC-JP").data(
                using: .ascii)
        )
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "~")))
        bytes[place] = 0xFF
        let reading = try Reading(bytes)
        #expect(reading.pmids == ["1"])
        #expect(reading.error?.kind == .badEncoding)
    }
}
