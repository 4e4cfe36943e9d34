import TestSupport
import Testing

@testable import Records

@Suite("The index of citations")
struct PMIDIndexTests {
    private func random(_ count: Int, seed: UInt64) -> PMIDIndex {
        var random = SeededGenerator(seed: seed)
        return PMIDIndex(
            (0..<count).map { _ in
                .init(
                    pmid: .random(in: 0...(count > 100 ? 40_000_000 : 20), using: &random),
                    version: .random(in: 1...3, using: &random),
                    frame: .random(in: 0...500, using: &random),
                    offset: .random(in: 0...(1 << 40), using: &random)
                )
            })
    }

    @Test("an index comes back as it was", arguments: [0, 1, 2, 50, 5000])
    func roundTrip(count: Int) throws {
        let index = random(count, seed: UInt64(count))
        #expect(try PMIDIndex(decoding: index.encoded) == index)
    }

    @Test("extreme entries come back as they were")
    func extremes() throws {
        let index = PMIDIndex([
            .init(pmid: .max, version: .max, frame: .max, offset: UInt64(Int64.max)),
            .init(pmid: 0, version: 0, frame: 0, offset: 0),
        ])
        #expect(try PMIDIndex(decoding: index.encoded) == index)
    }

    @Test("all entries of a PMID are found, in order, and no others")
    func entries() {
        let index = random(60, seed: 4)
        for pmid in 0..<UInt64(25) {
            #expect(Array(index.entries(of: pmid)) == index.entries.filter { $0.pmid == pmid })
        }
    }

    @Test("a PMID is one to eighteen digits")
    func numbers() {
        #expect(PMIDIndex.number(ofPMID: "0012") == 12)
        #expect(PMIDIndex.number(ofPMID: String(repeating: "9", count: 18)) == 999_999_999_999_999_999)
        for text in ["", "1a", "-1", " 1", "١", String(repeating: "9", count: 19)] {
            #expect(PMIDIndex.number(ofPMID: text) == nil)
        }
    }

    @Test("an index of real size takes few bytes a citation")
    func size() {
        var entries: [PMIDIndex.Entry] = []
        for number in 0..<UInt64(30_000) {
            let (frame, line) = number.quotientAndRemainder(dividingBy: 80)
            entries.append(.init(pmid: 2 * number, version: 1, frame: UInt32(frame), offset: 12_000 * line))
        }
        #expect(PMIDIndex(entries).encoded.count < 7 * 30_000)
    }

    @Test("a flipped bit anywhere is found")
    func flipped() {
        let bytes = random(40, seed: 2).encoded
        for bit in 0..<(8 * bytes.count) {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: FileFault.self) { _ = try PMIDIndex(decoding: damaged) }
        }
    }

    @Test("random bytes with a right checksum are refused or read, never a crash")
    func hostile() {
        var random = SeededGenerator(seed: 6)
        var refused = 0
        for _ in 0..<5000 {
            var bytes = Array("SyntagIx".utf8)
            bytes.append(littleEndian: PMIDIndex.format)
            bytes.append(littleEndian: UInt64.random(in: 0...12, using: &random))
            for _ in 0..<Int.random(in: 0...80, using: &random) { bytes.append(.random(in: 0...255, using: &random)) }
            bytes.append(littleEndian: XXHash64.hash(bytes.span))
            do throws(FileFault) { _ = try PMIDIndex(decoding: bytes) } catch { refused += 1 }
        }
        #expect(refused > 2500)
        var huge = Array("SyntagIx".utf8)
        huge.append(littleEndian: PMIDIndex.format)
        huge.append(littleEndian: UInt64.max)
        huge.append(littleEndian: XXHash64.hash(huge.span))
        #expect(throws: FileFault.index) { _ = try PMIDIndex(decoding: huge) }
    }

    @Test("a later format is named as such")
    func later() {
        var bytes = Array("SyntagIx".utf8)
        bytes.append(littleEndian: UInt32(2))
        bytes.append(littleEndian: UInt64(0))
        bytes.append(littleEndian: XXHash64.hash(bytes.span))
        #expect(throws: FileFault.laterFormat(2)) { _ = try PMIDIndex(decoding: bytes) }
    }
}
