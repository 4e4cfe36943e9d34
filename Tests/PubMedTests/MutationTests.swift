import Documents
import Foundation
import PubMed
import TestSupport
import Testing

/// Damages a file at random places: no crash, no endless reading, and nothing lost before the damage.
@Suite("Random damage")
struct MutationTests {
    private static let sample = [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: samplePath))) ?? Data())

    /// Offsets behind each item of the sample: ends of records, and of PMIDs of the deletion.
    private static let ends: [Int] = {
        let text = String(decoding: sample, as: UTF8.self)
        var ends = ["</PubmedArticle>", "</PubmedBookArticle>"].flatMap { text.ranges(of: $0).map(\.upperBound) }
        if let deletion = text.range(of: "<DeleteCitation>") {
            ends += text[deletion.upperBound...].ranges(of: "</PMID>").map(\.upperBound)
        }
        return ends.map { text.utf8.distance(from: text.startIndex, to: $0) }.sorted()
    }()

    private static let whole = Reading(path: samplePath)

    private func check(_ bytes: [UInt8], damagedAt place: Int) throws {
        let reading = try Reading(bytes)
        let intact = Self.ends.prefix { $0 <= place }.count
        #expect(reading.items.count >= intact, "damage at \(place): \(String(describing: reading.error))")
        #expect(reading.items.prefix(intact).elementsEqual(Self.whole.items.prefix(intact), by: equal))
        for document in reading.documents {
            for passage in document.passages {
                #expect(!document.substring(passage.span).isEmpty)
            }
        }
    }

    /// Items of two readings; file names and positions are the same for both.
    private func equal(_ left: CitationReader.Item, _ right: CitationReader.Item) -> Bool {
        guard case .citation(var one) = left, case .citation(let other) = right else { return left == right }
        one.citation.source.file = other.citation.source.file
        return one == other
    }

    @Test("bytes that are changed", arguments: 0..<8)
    func changed(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        #expect(Self.ends.count == 30 && Self.whole.items.count == 30)
        for _ in 0..<12 {
            var bytes = Self.sample
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            try check(bytes, damagedAt: place)
        }
    }

    @Test("markup that is strewn in", arguments: 0..<8)
    func strewn(seed: Int) throws {
        let pieces = [
            "<", ">", "&", "\"", "<!--", "]]>", "<![CDATA[", "</i>", "<i>", "<?", "\0", "\u{FFFE}", "&#1;", "<a b='",
        ]
        var generator = SeededGenerator(seed: UInt64(100 + seed))
        for _ in 0..<12 {
            var bytes = Self.sample
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "<").utf8, at: place)
            try check(bytes, damagedAt: place)
        }
    }

    @Test("bytes that are missing, in the middle and to the end", arguments: 0..<8)
    func missing(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(200 + seed))
        for round in 0..<12 {
            let place = Int.random(in: 0..<Self.sample.count, using: &generator)
            let end =
                round % 2 == 0
                ? Self.sample.count : min(Self.sample.count, place + Int.random(in: 1...400, using: &generator))
            try check(Array(Self.sample[..<place] + Self.sample[end...]), damagedAt: place)
        }
    }
}
