import Documents
import Files
import Foundation
import TestSupport
import Testing

@testable import Records

@Suite("Damaged record files")
struct RecordFileDamageTests {
    private let folder: TemporaryDirectory
    private let documents: [Document]
    private let good: [UInt8]

    init() throws {
        folder = try TemporaryDirectory()
        let path = folder.path("good.zst")
        documents = try RecordFiles.write(30, to: path, options: .init(frameSize: 8000))
        good = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Reads a file in every way; gives the lines that came before an error, and the errors.
    private func read(_ bytes: [UInt8], pmid: String = "1030") throws -> (records: [Document], errors: [RecordError]) {
        let path = try folder.write(bytes, to: "damaged.zst")
        let limits = RecordLimits(line: 1 << 20, index: 1 << 20)
        var records: [Document] = []
        var errors: [RecordError] = []
        do throws(RecordError) {
            let reader = try RecordFileReader(path: path, limits: limits)
            while let record = try reader.next() { records.append(record.document) }
        } catch {
            errors.append(error)
        }
        do throws(RecordError) {
            let found = try RecordFileReader(path: path, limits: limits).lookup(pmid: pmid)
            #expect(found == nil || found?.document.citation.pmid == pmid)
        } catch {
            errors.append(error)
        }
        do throws(RecordError) { _ = try RecordFileSummary.read(path: path) } catch { errors.append(error) }
        #expect(errors.allSatisfy { $0.file == path })
        return (records, errors)
    }

    @Test("a flipped bit never gives other records than were written")
    func flipped() throws {
        var random = SeededGenerator(seed: 2)
        var found = 0
        for _ in 0..<150 {
            var bytes = good
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            let (records, errors) = try read(bytes)
            #expect(records == Array(documents.prefix(records.count)))
            if !errors.isEmpty { found += 1 }
            #expect(!errors.isEmpty || records.count == documents.count)
        }
        #expect(found > 130)
    }

    @Test("a flipped bit in the tail is found, or the tail is no longer taken for one")
    func flippedTail() throws {
        let path = try folder.write(good, to: "tail.zst")
        let tail = try #require(try RecordFileTail.read(try FileInput(path: path), limits: .standard))
        for bit in stride(from: 8 * Int(tail.indexStart), to: 8 * good.count, by: 23) {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let damaged = try folder.write(bytes, to: "damaged.zst")
            do throws(RecordError) {
                let record = try RecordFileReader(path: damaged).lookup(pmid: "1030")
                #expect(record?.document == documents[10])
            } catch {
                #expect(!error.isOfOneRecord)
            }
        }
    }

    @Test("a file cut anywhere gives the records before the cut and an error, unless it is cut between frames")
    func cut() throws {
        let path = try folder.write(good, to: "cut.zst")
        let table = try #require(try RecordFileTail.read(try FileInput(path: path), limits: .standard)?.seekTable)
        var ends: Set<Int> = [0]
        var offset = 0
        for entry in table.entries {
            offset += Int(entry.compressed)
            ends.insert(offset)
        }
        for count in stride(from: 0, to: good.count, by: 111) {
            let (records, errors) = try read(Array(good[..<count]))
            #expect(records == Array(documents.prefix(records.count)))
            #expect(errors.isEmpty == ends.contains(count))
            #expect(try RecordFileSummary.read(path: folder.path("damaged.zst")) == nil)
            if let error = errors.first { #expect(error.cause == .damaged(.truncated)) }
        }
    }

    @Test("an index that leads elsewhere is found")
    func wrongIndex() throws {
        let path = try folder.write(good, to: "index.zst")
        let tail = try #require(try RecordFileTail.read(try FileInput(path: path), limits: .standard))
        let start = Int(tail.indexStart)
        let index = try PMIDIndex(decoding: Array(good[(start + 8)..<(start + tail.indexSize)]))
        let changes: [(inout PMIDIndex.Entry) -> Void] = [
            { $0.frame = 999 }, { $0.offset = 1 << 40 }, { $0.offset += 3 }, { $0.frame ^= 1 }, { $0.version += 1 },
        ]
        for change in changes {
            var entries = index.entries
            change(&entries[10])
            let summary = SkippableFrame.headerSize
            var bytes = Array(good[..<start])
            let frame = try #require(SkippableFrame.frame(SkippableFrame.index, PMIDIndex(entries).encoded))
            bytes += frame
            let content = RecordFileTail.summaryContent(tail.summary, indexSize: frame.count)
            bytes += try #require(SkippableFrame.frame(SkippableFrame.summary, content))
            var table = try #require(tail.seekTable)
            table.entries[table.entries.count - 2].compressed = UInt32(frame.count)
            table.entries[table.entries.count - 1].compressed = UInt32(content.count + summary)
            bytes += try #require(table.encoded)
            let (records, errors) = try read(bytes)
            #expect(records == documents)
            #expect(errors.count == 1)
        }
    }

    @Test("an index over the limit is refused before it is read")
    func hugeIndex() throws {
        let path = try folder.write(good, to: "huge.zst")
        let reader = try RecordFileReader(path: path, limits: .init(line: 1 << 20, index: 50))
        let error = #expect(throws: RecordError.self) { try reader.lookup(pmid: "1030") }
        #expect(error?.cause == .tooLarge("the index", limit: 50))
    }

    @Test("a frame that decompresses to far more than a line may have is stopped at the limit")
    func bomb() throws {
        let compressor = try FrameCompressor(level: 3)
        let frame = try compressor.frame(of: [UInt8](repeating: UInt8(ascii: "["), count: 64 << 20))
        #expect(frame.count < 100_000)
        let (records, errors) = try read(frame)
        #expect(records.isEmpty)
        #expect(errors.map(\.cause) == [.tooLarge("a line", limit: 1 << 20), .tooLarge("a line", limit: 1 << 20)])
    }

    @Test("random bytes are refused, with and without the marks of a record file")
    func randomBytes() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<120 {
            var bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes = [0x28, 0xB5, 0x2F, 0xFD] + bytes }
            if Bool.random(using: &random) { bytes += good.suffix(Int.random(in: 1...300, using: &random)) }
            let (records, errors) = try read(bytes)
            #expect(records.isEmpty)
            #expect(!errors.isEmpty)
        }
    }

    @Test("errors say where, what and what to do")
    func prose() {
        let error = RecordError(.damaged(.truncated), file: "/d/a.zst", byte: 77)
        let words =
            "'/d/a.zst', byte 77: the file ends within a compressed frame; copy the file again or annotate its input again"
        #expect(error.description == words)
        for fault: FileFault in [
            .compression("x"), .seekTable, .index, .summary, .wrongCitation(found: "1"), .laterFormat(2),
        ] {
            #expect(RecordError(.damaged(fault)).description.contains("; "))
        }
    }
}
