import Documents
import Foundation
import Records
import TestSupport
import Testing

@Suite("The schema")
struct SchemaTests {
    private static let tool = Fixtures.url("tools/validate_records.py").path

    @Test(
        "an independent validator accepts what we write",
        .enabled(if: RecordFiles.hasValidator, "needs python3 with jsonschema, and zstd")
    )
    func accepted() throws {
        let folder = try TemporaryDirectory()
        _ = try RecordFiles.write(150, to: folder.path("a.jsonl.zst"))
        let writer = try RecordFileWriter(path: folder.path("b.jsonl.zst"), model: RandomDocuments.models)
        try writer.append(RecordEncoderTests.document)
        try writer.append(Document(citation: RecordEncoderTests.document.citation))
        try writer.finish()
        let files = [folder.path("a.jsonl.zst"), folder.path("b.jsonl.zst")]
        let (code, output) = try RecordFiles.run(["python3", Self.tool] + files)
        let report = String(decoding: output, as: UTF8.self)
        #expect(code == 0, "\(report)")
        #expect(report.contains("150 records, 0 violations"))
    }

    @Test(
        "the validator refuses what is no record",
        .enabled(if: RecordFiles.hasValidator, "needs python3 with jsonschema, and zstd")
    )
    func refused() throws {
        let folder = try TemporaryDirectory()
        var bytes: [UInt8] = []
        try RecordEncoder(model: nil).encode(RecordEncoderTests.document, into: &bytes)
        let good = String(decoding: bytes, as: UTF8.self)
        let changes = [
            (#""doi""#, #""DOI""#), (#""pmc":null,"#, ""), (#""end":11"#, #""end":9"#), (#"(NP 1 2)"#, #"(NP 2 1)"#),
            (#""status":"current""#, #""status":"deleted""#), (#"[9,11,17,18]"#, #"[9,11,17]"#), (#"0.9877"#, #"1.1"#),
            (#""pos":["NN","#, #""pos":[null,"#), (#""start":[0,10"#, #""start":[0,8"#),
            (#""version":2"#, #""version":0"#),
        ]
        let lines = changes.map { good.replacing($0.0, with: $0.1) }
        #expect(lines.allSatisfy { $0 != good })
        let file = try folder.write(lines.joined().utf8, to: "bad.jsonl")
        let (code, output) = try RecordFiles.run(["python3", Self.tool, file])
        let report = String(decoding: output, as: UTF8.self)
        #expect(code == 1)
        for line in 1...changes.count {
            #expect(report.contains("line \(line): "), "line \(line) was accepted\n\(report)")
        }
    }

    @Test("the schema describes every key that records have, in the same order")
    func keys() throws {
        let file = Fixtures.root.appendingPathComponent("etc/schema/syntag-1.schema.json")
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let required = try #require(schema["required"] as? [String])
        var bytes: [UInt8] = []
        try RecordEncoder(model: nil).encode(RecordEncoderTests.document, into: &bytes)
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        for key in required {
            let found = try #require(rest.range(of: "\"\(key)\":"), "\(key) is missing or out of order")
            rest = rest[found.upperBound...]
        }
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(required))
        #expect(properties.values.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
    }
}
