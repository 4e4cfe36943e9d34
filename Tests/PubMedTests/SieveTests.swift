import Documents
import Foundation
import PubMed
import TestSupport
import Testing

/// Reads the same XML with the sieve withholding and not withholding: a document type with declarations of its own,
/// even none, makes it pass on every byte. Both must find the same citations, and both or neither an error.
@Suite("Sieve")
struct SieveTests {
    private static let sample = [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: samplePath))) ?? Data())

    /// The same bytes with an empty internal subset, behind which nothing is withheld.
    private func unsifted(_ bytes: [UInt8]) throws -> [UInt8] {
        let end = try #require(Data(bytes).range(of: Data("250101.dtd\">".utf8))).upperBound - 1
        return bytes[..<end] + Array(" []".utf8) + bytes[end...]
    }

    private func compare(_ bytes: [UInt8], _ what: String) throws {
        let sifted = try Reading(bytes)
        let whole = try Reading(try unsifted(bytes))
        #expect(sifted.items == whole.items, "\(what)")
        #expect((sifted.error == nil) == (whole.error == nil), "\(what): \(sifted.error as Any), \(whole.error as Any)")
    }

    @Test("the sample is read alike")
    func sample() throws { try compare(Self.sample, "sample") }

    @Test(
        "what a withheld element may hold is judged as libxml2 judges it",
        arguments: [
            "<a/>", "<a b='1' c=\"2\"/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a b='>'/>", "<a b='&lt;&#65;&#x41;'/>",
            "<a b=1/>",
            "<a b/>", "<a  b = '1' />", "<a b='1'c='2'/>", "<a xml:lang='en'/>", "<p:a/>", "<a xmlns='x'/>", "<a></a >",
            "<a></b>",
            "<a", "</a>", "<1a/>", "<a.b-c_1/>", "<é/>", "< a/>", "<a><b></a></b>", "<!-- c -->", "<!-- -- -->",
            "<?p i?>", "<?xml?>",
            "<![CDATA[<a>]]>", "]]>", "]] >", "]>", "&amp;", "&amp", "&", "& ", "&foo;", "&#;", "&#x;", "&#xD800;",
            "&#1;", "&#xFFFF;",
            "&#x1FFFE;", "&#x110000;", "&#+65;", "&#x10FFFF;", "&#99999999999;", "é", "\u{FFFE}", "\u{10FFFF}",
            "\u{7F}", "\u{85}", "\u{1}",
            "\r\n\t", "\"'", "a=b", "<CollectiveName>x</CollectiveName>", "<PMID>9</PMID>", "</Pagination><Pagination>",
            "<Pagination>", "</Pagination>",
        ])
    func content(piece: String) throws {
        for element in ["Pagination", "AuthorList", "Language"] {
            let inArticle = "<\(element)>\(piece)</\(element)>"
            try compare(Array(XML.set(XML.article("1") + XML.article("2", inArticle: inArticle)).utf8), inArticle)
        }
    }

    @Test("random damage is found alike", arguments: 0..<8)
    func damage(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(300 + seed))
        let start = Self.sample.count / 50
        for _ in 0..<12 {
            var bytes = Self.sample
            let place = Int.random(in: start..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default:
                bytes.insert(Array("<>&\"'/ =;!?-[]\u{0}".utf8).randomElement(using: &generator) ?? 0x3C, at: place)
            }
            try compare(bytes, "seed \(seed), place \(place)")
        }
    }

    @Test("long elements are withheld or passed on, whatever the size of the buffer")
    func longElements() throws {
        for size in [200_000, 1_000_000, 6_000_000] {
            let references = String(
                repeating: "<Reference><Citation>A &amp; B, β.</Citation></Reference>\n", count: size / 57)
            let lists = "<ReferenceList>\(references)</ReferenceList>"
            let reading = try Reading(XML.set(XML.article("1", inData: lists) + XML.article("2")))
            #expect(reading.error == nil)
            #expect(reading.pmids == ["1", "2"])
            let broken = try Reading(XML.set(XML.article("1") + XML.article("2", inData: lists + "<x>")))
            #expect(broken.pmids == ["1"])
            #expect(broken.error?.kind == .malformed)
        }
    }
}
