import Documents
import Foundation
import TestSupport
import Testing

@testable import PubMed

@Suite("Damaged files")
struct DamageTests {
    /// Three citations, then the damage in the middle of a fourth.
    private static func broken(_ damage: String) -> String {
        XML.set(XML.article("1") + XML.article("2") + XML.article("3") + XML.article("4", inArticle: damage))
    }

    @Test(
        "broken XML: what ends before it is read, then the place is named",
        arguments: [
            ("<Abstract></Abstrakt>", PubMedError.Kind.malformed),
            ("<Abstract", .malformed),
            ("a < b", .malformed),
            ("&undefined", .malformed),
            ("<AuthorList><Author></AuthorList>", .malformed),
            ("<Pagination a=\"1\" a=\"2\"/>", .malformed),
            ("<Pagination>]]></Pagination>", .malformed),
            ("<Language>\u{1}</Language>", .badEncoding),
            ("<Language>&#0;</Language>", .badEncoding),
            ("<Pagination>&#xFFFF;</Pagination>", .badEncoding),
        ]
    )
    func malformed(damage: String, kind: PubMedError.Kind) throws {
        let xml = Self.broken(damage)
        let reading = try Reading(xml)
        #expect(reading.pmids == ["1", "2", "3"])
        let error = try #require(reading.error)
        #expect(error.kind == kind, "\(error)")
        #expect(error.lastPMID == "3")
        let place = try #require(xml.range(of: damage)).lowerBound
        let offset = Int64(xml.utf8.distance(from: xml.startIndex, to: place))
        let position = try #require(error.position)
        #expect((offset...offset + 400).contains(position), "\(error), damage at \(offset)")
        let line = xml[..<place].count { $0 == "\n" } + 1
        #expect((line...line + 3).contains(error.line ?? 0), "\(error), damage in line \(line)")
        #expect(error.description.contains("Remedy: "))
    }

    @Test(
        "bytes that are no UTF-8 end the reading",
        arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0xAF]])
    func badBytes(bytes: [UInt8]) throws {
        for element in ["Language", "Pagination"] {
            var xml = Array(Self.broken("<\(element)>~</\(element)>").utf8)
            let place = try #require(xml.firstIndex(of: UInt8(ascii: "~")))
            xml.replaceSubrange(place...place, with: bytes)
            let reading = try Reading(xml)
            #expect(reading.pmids == ["1", "2", "3"])
            #expect(reading.error?.kind == .badEncoding, "\(String(describing: reading.error))")
        }
    }

    @Test("a NUL byte ends the reading at its place")
    func zeroByte() throws {
        var xml = Array(Self.broken("<Language>~</Language>").utf8)
        let place = try #require(xml.firstIndex(of: UInt8(ascii: "~")))
        xml[place] = 0
        let reading = try Reading(xml)
        #expect(reading.pmids == ["1", "2", "3"])
        #expect(reading.error?.kind == .badEncoding)
        #expect(reading.error?.position == Int64(place))
    }

    @Test("a plain file that is cut off is truncated, wherever it is cut")
    func truncatedPlain() throws {
        let xml = Array(Self.broken("").utf8)
        for length in stride(from: 300, to: xml.count - 22, by: 37) {
            let reading = try Reading(xml[..<length])
            let error = try #require(reading.error)
            #expect(error.kind == .truncated, "\(error)")
            let complete = String(decoding: xml[..<length], as: UTF8.self).components(separatedBy: "</PubmedArticle>")
            #expect(reading.items.count == complete.count - 1)
        }
    }

    @Test("content behind the root is malformed, after all citations")
    func contentBehindRoot() throws {
        let reading = try Reading(XML.set(XML.article("1")) + "<PubmedArticleSet/>")
        #expect(reading.pmids == ["1"])
        #expect(reading.error?.kind == .malformed)
    }

    @Test(
        "a citation that is the root itself is read before content behind it; broken markup there costs it",
        arguments: [
            ("&", ["1"]), ("x", ["1"]), ("<x/>", ["1"]), ("\0", ["1"]), ("<!-- -- -->", []), ("<", []), ("</x>", []),
        ])
    func damageBehindOnlyCitation(damage: String, pmids: [String]) throws {
        for space in ["", "\n"] {
            let reading = try Reading(XML.article("1") + space + damage)
            #expect(reading.pmids == pmids, "\(damage)")
            #expect(reading.error != nil)
            let inSet = try Reading("<PubmedArticleSet>\(XML.article("1"))</PubmedArticleSet>\(space)\(damage)")
            #expect(inSet.pmids == ["1"] && inSet.error != nil, "\(damage)")
        }
    }

    @Test("an error is thrown again by the next call")
    func errorStays() throws {
        let folder = try TemporaryDirectory()
        let reader = try CitationReader(path: try folder.write("<PubmedArticleSet><".utf8, to: "a.xml"))
        let first = #expect(throws: PubMedError.self) { try reader.next() }
        let second = #expect(throws: PubMedError.self) { try reader.next() }
        #expect(first == second && first != nil)
    }

    @Test("files that cannot be opened say why")
    func opening() throws {
        let folder = try TemporaryDirectory()
        #expect(Reading(path: folder.path("none.xml")).error?.kind == .notFound)
        #expect(Reading(path: folder.url.path).error?.kind == .notAFile)
        #expect(Reading(path: try folder.write([], to: "empty.xml")).error?.kind == .empty)
        let secret = try folder.write("<PubmedArticleSet/>".utf8, to: "secret.xml")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: secret)
        if !FileManager.default.isReadableFile(atPath: secret) {
            #expect(Reading(path: secret).error?.kind == .notPermitted)
        }
    }

    @Test("an error tells the place, how far the reading came, and what to do", arguments: PubMedError.Kind.allCases)
    func description(kind: PubMedError.Kind) {
        let damage = Damage(kind: kind, detail: "something happened", position: 1234, line: 56)
        let text = PubMedError(damage, file: "folder/a.xml.gz", lastPMID: "789").description
        #expect(
            text.hasPrefix("folder/a.xml.gz, line 56, byte 1234: something happened; citations up to PMID 789 were"))
        #expect(text.hasSuffix("."))
        let remedy = text.split(separator: "Remedy: ").last ?? ""
        #expect(remedy.count > 10)
        let bare = PubMedError(Damage(kind: kind, detail: "d"), file: "f", lastPMID: nil)
        #expect(bare.description == "f: d. Remedy: \(remedy)")
    }
}
