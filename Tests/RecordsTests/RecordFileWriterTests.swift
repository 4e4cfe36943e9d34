import Documents
import Files
import Foundation
import TestSupport
import Testing

@testable import Records

@Suite("Writing record files")
struct RecordFileWriterTests {
    private let folder: TemporaryDirectory
    private let path: String

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.path("a.jsonl.zst")
    }

    private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    @Test(
        "the zstd command sees the lines and nothing else",
        .enabled(if: RecordFiles.hasZstandard, "needs the zstd command"))
    func zstandard() throws {
        for options in [RecordFileOptions(frameSize: 20_000), RecordFileOptions(frameSize: 20_000, singleFrame: true)] {
            for count in [0, 1, 120] {
                let documents = try RecordFiles.write(count, to: path, options: options)
                let (code, output) = try RecordFiles.run(["zstd", "-dcq", path])
                #expect(code == 0)
                #expect(Array(output) == (try RecordFiles.lines(documents)))
            }
        }
    }

    @Test(
        "Python's zstandard sees the lines, in one frame even where it stops after the first",
        .enabled(if: RecordFiles.hasPythonZstandard, "needs Python's zstandard")
    )
    func python() throws {
        let script = """
            import sys, zstandard
            with open(sys.argv[1], "rb") as file:
                across = sys.argv[2] == "across"
                sys.stdout.buffer.write(zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=across).read())
            """
        for (singleFrame, mode) in [(false, "across"), (true, "first")] {
            let options = RecordFileOptions(frameSize: 20_000, singleFrame: singleFrame)
            let documents = try RecordFiles.write(100, to: path, options: options)
            let (code, output) = try RecordFiles.run(["python3", "-c", script, path, mode])
            #expect(code == 0)
            #expect(Array(output) == (try RecordFiles.lines(documents)))
        }
    }

    @Test("frames end at the first record after their size, and the seek table knows them")
    func frames() throws {
        let documents = try RecordFiles.write(120, to: path)
        let file = try FileInput(path: path)
        let tail = try #require(try RecordFileTail.read(file, limits: .standard))
        let table = try #require(tail.seekTable)
        #expect(table.size + Int64(8 + 12 * table.entries.count + 9) == file.size)

        let lines = try RecordFiles.lines(documents)
        var place = 0
        var offset: Int64 = 0
        let frames = table.entries.dropLast(2)
        #expect(frames.count > 3)
        for (number, entry) in frames.enumerated() {
            let content = lines[place..<place + Int(entry.decompressed)]
            #expect(content.last == 0x0A)
            #expect(entry.checksum == UInt32(truncatingIfNeeded: XXHash64.hash(Array(content).span)))
            if number < frames.count - 1 {
                #expect(content.count >= 20_000)
                let lastLine = content.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? content.startIndex
                #expect(lastLine - content.startIndex < 20_000)
            }
            // Each frame can be read alone.
            let source = try ZstandardSource(file: file, offset: offset, isOneFrame: true)
            let reader = LineReader(source, path: path, limit: 1 << 20)
            #expect(try reader.next() == Array(content.prefix { $0 != 0x0A }))
            try reader.drain()
            #expect(reader.bytesPassed == UInt64(content.count))
            place += content.count
            offset += Int64(entry.compressed)
        }
        #expect(place == lines.count)
        #expect(table.entries.suffix(2).allSatisfy { $0.decompressed == 0 })
    }

    @Test("a record larger than a frame has a frame of its own")
    func giant() throws {
        var giant = Document(citation: Citation(pmid: "7", source: .init(file: "f", position: 1)))
        giant.text = String(repeating: "β giant ", count: 10_000)
        let writer = try RecordFileWriter(path: path, model: nil, options: .init(frameSize: 5000))
        for _ in 0..<3 { try writer.append(giant) }
        #expect(try writer.finish().frames == 3)
        #expect(try RecordFileReader(path: path).lookup(pmid: "7")?.document == giant)
    }

    @Test("the summary says what is in the file")
    func summary() throws {
        let documents = try RecordFiles.write(50, to: path)
        let summary = try #require(try RecordFileSummary.read(path: path))
        #expect(summary.records == 50)
        #expect(summary.problems == 2)
        #expect(summary.model == RandomDocuments.model)
        #expect(summary.notes == ["input": "abc", "options": "\"x\"\n"])
        #expect(summary.bytes == (try RecordFiles.lines(documents)).count)
        #expect(try RecordFileReader(path: path).summary() == summary)
    }

    @Test("equal records give equal bytes", arguments: [false, true])
    func deterministic(singleFrame: Bool) throws {
        let options = RecordFileOptions(frameSize: 20_000, level: 3, singleFrame: singleFrame)
        _ = try RecordFiles.write(60, to: path, options: options)
        let other = folder.path("b.jsonl.zst")
        _ = try RecordFiles.write(60, to: other, options: options)
        #expect(try bytes(path) == bytes(other))
    }

    @Test("a document that breaks a rule leaves the file as it was")
    func refused() throws {
        let good = RecordEncoderTests.document
        var bad = good
        bad.citation.pmid = "9"
        bad.entities[0].score = .infinity
        let writer = try RecordFileWriter(path: path, model: nil)
        try writer.append(good)
        let error = #expect(throws: RecordError.self) { try writer.append(bad) }
        #expect(error?.isOfOneRecord == true)
        try writer.append(good)
        #expect(try writer.finish().records == 2)
        #expect(try RecordFileReader(path: path).lookup(pmid: "9") == nil)
    }

    @Test("a line over the limit is refused, and the writer goes on")
    func lineLimit() throws {
        let options = RecordFileOptions(limits: .init(line: 500, index: 1 << 20))
        let writer = try RecordFileWriter(path: path, model: nil, options: options)
        let error = #expect(throws: RecordError.self) { try writer.append(RecordEncoderTests.document) }
        #expect(error?.cause == .tooLarge("the record", limit: 500))
        #expect(error?.isOfOneRecord == true)
        try writer.append(Document(citation: Citation(pmid: "1", source: .init(file: "f", position: 1))))
        #expect(try writer.finish().records == 1)
    }

    @Test("an unfinished file is never under its final name")
    func unfinished() throws {
        do {
            let writer = try RecordFileWriter(path: path, model: nil)
            try writer.append(RecordEncoderTests.document)
            let second = #expect(throws: RecordError.self) { _ = try RecordFileWriter(path: path, model: nil) }
            guard case .file(let error)? = second?.cause else { throw RecordError(.notPMID("no refusal")) }
            #expect(error.code == .busy)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        #expect(throws: RecordError.self) { _ = try RecordFileWriter(path: folder.path("no/folder"), model: nil) }
    }
}
