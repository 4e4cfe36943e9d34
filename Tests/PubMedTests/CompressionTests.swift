import Documents
import Foundation
import PubMed
import TestSupport
import Testing

@Suite("Compressed files")
struct CompressionTests {
    /// Four citations, compressed as one member, as two members with zeros behind, and damaged; see
    /// make_pubmed_gzip.py.
    private func fixture(_ name: String) throws -> Data { try Data(contentsOf: Fixtures.url("pubmed/\(name)")) }

    @Test("gzip is told by its bytes, whatever the file's name", arguments: ["a.xml.gz", "a.xml", "a"])
    func magic(name: String) throws {
        let reading = try Reading(fixture("four.xml.gz"), name: name)
        #expect(reading.error == nil)
        #expect(reading.pmids == ["1", "2", "3", "4"])
        let plain = try Reading(XML.set(XML.article("1")).utf8, name: "plain.xml.gz")
        #expect(plain.error == nil && plain.pmids == ["1"])
    }

    @Test("several members are one document, and zeros behind the last are nothing")
    func members() throws {
        let reading = try Reading(fixture("members.xml.gz"), name: "a.xml.gz")
        #expect(reading.error == nil)
        #expect(reading.pmids == ["1", "2", "3", "4"])
    }

    @Test("a file that is cut off is found out at every length")
    func truncated() throws {
        let data = try fixture("four.xml.gz")
        var delivered = 0
        for length in stride(from: 20, to: data.count, by: 7) {
            let reading = try Reading(data.prefix(length), name: "a.xml.gz")
            #expect(reading.error?.kind == .truncated, "\(length): \(String(describing: reading.error))")
            #expect(reading.items.count >= delivered)
            delivered = reading.items.count
        }
        #expect(delivered == 4)
    }

    @Test("a wrong check sum is found out after all citations")
    func checkSum() throws {
        var data = try fixture("four.xml.gz")
        data[data.count - 6] ^= 0xFF
        let reading = try Reading(data, name: "a.xml.gz")
        #expect(reading.pmids == ["1", "2", "3", "4"])
        #expect(reading.error?.kind == .badCompression)
        #expect(reading.error?.lastPMID == "4")
    }

    @Test("bytes that are not gzip behind the data are found out")
    func trailingBytes() throws {
        let reading = try Reading(fixture("four.xml.gz") + Data("tail".utf8), name: "a.xml.gz")
        #expect(reading.pmids.count == 4)
        #expect(reading.error?.kind == .badCompression)
    }

    /// A file large enough to be inflated on a thread of its own.
    private func large() throws -> Data {
        var generator = SeededGenerator(seed: 9)
        let noise = (0..<40_000).map { _ in String(generator.next(), radix: 36) }.joined(separator: " ")
        let folder = try TemporaryDirectory()
        let xml = XML.set(XML.article("1", inArticle: XML.abstract(noise)) + XML.article("2"))
        let path = try folder.write(xml.utf8, to: "large.xml")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = [path]
        try process.run()
        process.waitUntilExit()
        let data = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        #expect(data.count > 1 << 18)
        return data
    }

    @Test("a large file is inflated ahead: whole, damaged, cut off, and left alone before its end")
    func ahead() throws {
        let data = try large()
        let reading = try Reading(data)
        #expect(reading.error == nil && reading.pmids == ["1", "2"])
        let cut = try Reading(data.dropLast(3000))
        #expect(cut.error?.kind == .truncated && cut.pmids.isEmpty)
        var damaged = data
        damaged[damaged.count - 6] ^= 0xFF
        let checked = try Reading(damaged)
        #expect(checked.error?.kind == .badCompression && checked.pmids == ["1", "2"])
        let folder = try TemporaryDirectory()
        let path = try folder.write(data, to: "a.xml.gz")
        for _ in 0..<20 {
            let reader = try CitationReader(path: path)
            #expect(try reader.next() != nil)
        }
    }
}
