import Documents
import Foundation
import Records
import TestSupport
import Testing

@Suite("Records there and back")
struct RecordRoundTripTests {
    @Test("random documents come back as they were, and encode to the same bytes again")
    func random() throws {
        var documents = RandomDocuments(seed: 7)
        let encoder = RecordEncoder(model: RandomDocuments.model)
        let decoder = RecordDecoder()
        for _ in 0..<600 {
            let document = documents.next()
            var line: [UInt8] = []
            try encoder.encode(document, into: &line)
            let record = try decoder.decode(line)
            #expect(record.document == document)
            // String equality takes canonically equivalent texts for equal: bytes do not.
            #expect(Array(record.document.text.utf8) == Array(document.text.utf8))
            #expect(record.model == RandomDocuments.model)
            var again: [UInt8] = []
            try RecordEncoder(model: record.model).encode(record.document, into: &again)
            #expect(again == line)
        }
    }

    @Test("a line is one line to every reader of lines, and nothing in it needs more than JSON")
    func oneLine() throws {
        var documents = RandomDocuments(seed: 8)
        let encoder = RecordEncoder(model: nil)
        for _ in 0..<200 {
            var line: [UInt8] = []
            try encoder.encode(documents.next(), into: &line)
            #expect(line.last == 0x0A)
            let text = try #require(String(validating: line.dropLast(), as: UTF8.self))
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0.value < 0x20 })
            #expect(text.unicodeScalars.allSatisfy { ![0x85, 0x2028, 0x2029].contains($0.value) })
            // Foundation's reader is independent of ours.
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            #expect(object.keys.count == 18)
            #expect(object["model"] is NSNull)
        }
    }

    @Test("offsets are code points, counted here in another way")
    func codePoints() throws {
        var documents = RandomDocuments(seed: 9)
        let encoder = RecordEncoder(model: nil)
        for _ in 0..<200 {
            let document = documents.next()
            var line: [UInt8] = []
            try encoder.encode(document, into: &line)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            let scalars = Array(document.text.unicodeScalars)
            let entities = try #require(object["entities"] as? [[String: Any]])
            for (entity, written) in zip(document.entities, entities) {
                let start = try #require(written["start"] as? Int)
                let end = try #require(written["end"] as? Int)
                var slice = String.UnicodeScalarView()
                slice.append(contentsOf: scalars[start..<end])
                #expect(Array(String(slice).utf8) == Array(document.substring(entity.span).utf8))
            }
        }
    }
}
