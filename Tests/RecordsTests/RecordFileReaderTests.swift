import Documents
import Foundation
import Records
import TestSupport
import Testing

@Suite("Reading record files")
struct RecordFileReaderTests {
    private let folder: TemporaryDirectory
    private let path: String

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.path("a.jsonl.zst")
    }

    private func all(_ path: String, limits: RecordLimits = .standard) throws -> [Document] {
        let reader = try RecordFileReader(path: path, limits: limits)
        var documents: [Document] = []
        while let record = try reader.next() { documents.append(record.document) }
        #expect(reader.bytesRead == reader.size)
        #expect(try reader.next() == nil)
        return documents
    }

    @Test("all records come back in order", arguments: [false, true])
    func all(singleFrame: Bool) throws {
        let options = RecordFileOptions(frameSize: 20_000, singleFrame: singleFrame)
        for count in [0, 1, 150] {
            let documents = try RecordFiles.write(count, to: path, options: options)
            #expect(try all(path) == documents)
        }
    }

    @Test("plain lines are read too, and a last line without a newline")
    func plain() throws {
        let documents = try RecordFiles.write(40, to: path)
        let lines = try RecordFiles.lines(documents)
        #expect(try all(folder.write(lines, to: "a.jsonl")) == documents)
        #expect(try all(folder.write(lines.dropLast(), to: "a.jsonl")) == documents)
        #expect(try all(folder.write([], to: "empty.jsonl")).isEmpty)
    }

    @Test(
        "files of other zstd writers are read, without an index too",
        .enabled(if: RecordFiles.hasZstandard, "needs zstd"))
    func foreign() throws {
        let documents = try RecordFiles.write(40, to: path)
        let lines = try folder.write(try RecordFiles.lines(documents), to: "b.jsonl")
        #expect(try RecordFiles.run(["zstd", "-q", "-f", "--no-check", lines, "-o", folder.path("b.zst")]).code == 0)
        #expect(try all(folder.path("b.zst")) == documents)
        let reader = try RecordFileReader(path: folder.path("b.zst"))
        #expect(try reader.summary() == nil)
        #expect(try RecordFileSummary.read(path: lines) == nil)
        #expect(try reader.lookup(pmid: "1003")?.document == documents[1])
        #expect(try reader.lookup(pmid: "1004") == nil)
    }

    @Test("every citation is found by its PMID, and no other", arguments: [false, true])
    func lookup(singleFrame: Bool) throws {
        let options = RecordFileOptions(frameSize: 20_000, singleFrame: singleFrame)
        let documents = try RecordFiles.write(120, to: path, options: options)
        let reader = try RecordFileReader(path: path)
        for document in documents {
            let record = try #require(try reader.lookup(pmid: document.citation.pmid))
            #expect(record == Record(document: document, model: RandomDocuments.model))
        }
        for pmid in ["1", "1001", "999999999999999999"] { #expect(try reader.lookup(pmid: pmid) == nil) }
        #expect(throws: RecordError(.notPMID("PMC1"), file: path)) { try reader.lookup(pmid: "PMC1") }
        #expect(throws: RecordError.self) { _ = try reader.lookupAll(pmid: "") }
    }

    @Test("one frame without a seek table, as beyond 4 GiB, still has its index")
    func withoutSeekTable() throws {
        let documents = try RecordFiles.write(60, to: path, options: .init(frameSize: 20_000, singleFrame: true))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // A header, entries for the frame, the index and the summary, and a footer.
        let cut = try folder.write(bytes.dropLast(8 + 3 * 12 + 9), to: "cut.jsonl.zst")
        let reader = try RecordFileReader(path: cut)
        #expect(try reader.summary()?.records == 60)
        #expect(try reader.lookup(pmid: "1030")?.document == documents[10])
        #expect(try all(cut) == documents)
    }

    @Test("of several versions the newest counts, of the same version the last", arguments: [true, false])
    func versions(indexed: Bool) throws {
        let versions = [(2, "b"), (1, "a"), (3, "c"), (3, "d")].map { version, text in
            let citation = Citation(pmid: "5", version: version, source: .init(file: "f", position: 1))
            return Document(citation: citation, text: text)
        }
        let writer = try RecordFileWriter(path: path, model: RandomDocuments.model)
        for document in versions { try writer.append(document) }
        try writer.finish()
        let lines = try folder.write(try RecordFiles.lines(versions), to: "a.jsonl")
        let reader = try RecordFileReader(path: indexed ? path : lines)
        #expect(try reader.lookup(pmid: "5")?.document.text == "d")
        #expect(try reader.lookupAll(pmid: "5").map(\.document.text) == ["a", "b", "c", "d"])
        #expect(try reader.lookupAll(pmid: "6").isEmpty)
    }

    @Test("a malformed line is reported with its number, and the next one is read")
    func malformed() throws {
        let documents = try RecordFiles.write(3, to: path)
        var lines = try RecordFiles.lines(documents).split(separator: 0x0A).map(Array.init)
        lines.insert(Array(#"{"schema":"syntag/1"}"#.utf8), at: 1)
        lines.insert([], at: 3)
        let plain = try folder.write(lines.joined(separator: [0x0A]), to: "a.jsonl")
        let reader = try RecordFileReader(path: plain)
        #expect(try reader.next()?.document == documents[0])
        let expected = RecordError(.malformed(.missingKey("pmid")), file: plain, line: 2, byte: 21)
        #expect(throws: expected) { try reader.next() }
        #expect(try reader.next()?.document == documents[1])
        #expect(throws: RecordError(.malformed(.cutShort), file: plain, line: 4, byte: 0)) { try reader.next() }
        #expect(try reader.next()?.document == documents[2])
        #expect(throws: RecordError.self) { try RecordFileReader(path: plain).lookup(pmid: "1") }
    }

    @Test("a line over the limit is refused, and nothing is read after it")
    func lineLimit() throws {
        let plain = try folder.write(repeatElement(UInt8(ascii: "x"), count: 300_000), to: "a.jsonl")
        let reader = try RecordFileReader(path: plain, limits: .init(line: 200_000, index: 1 << 20))
        for _ in 0..<2 {
            let error = #expect(throws: RecordError.self) { try reader.nextLine() }
            #expect(error?.cause == .tooLarge("a line", limit: 200_000))
        }
        #expect(try RecordFileReader(path: plain).nextLine()?.count == 300_000)
    }

    @Test("a missing file is reported")
    func missing() {
        #expect(throws: RecordError.self) { _ = try RecordFileReader(path: folder.path("none")) }
        #expect(throws: RecordError.self) { _ = try RecordFileSummary.read(path: folder.path("none")) }
    }
}
