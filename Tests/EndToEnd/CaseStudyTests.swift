import Foundation
import TestSupport
import Testing

/// The paper's case study (table 8): what the models that come with Syntag make of its five sentences, and how a record
/// looks to the byte. Another default model changes the records: look at them, then write them anew with
/// `SYNTAG_RECORD=1 swift test --filter CaseStudy`.
@Suite("The five sentences of table 8")
struct CaseStudyTests {
    /// A record without what depends on the processor and on the version of the models.
    struct Line: Equatable {
        /// The record with its scores and its models left out.
        var text: String
        /// The scores of its entities.
        var scores: [Double]

        init(_ record: Substring) {
            text = String(record).replacing(/"model":\{.*\}\}$/, with: "\"model\":...}")
            scores = text.matches(of: /"score":([0-9.]+)/).compactMap { Double($0.1) }
            text.replace(/"score":[0-9.]+/, with: "\"score\":...")
        }
    }

    private let goldenFile = Fixtures.url("cases/table8.jsonl")

    private func records() throws -> String {
        let folder = try TemporaryDirectory()
        let run = try Program.run([
            "annotate", Fixtures.url("cases/table8.xml").path, "--output", folder.path("out"),
        ])
        #expect(run.status == 0, "\(run.errors)")
        return try (1...5).map {
            try Program.run(["get", "\(99_100_000 + $0)", "--from", folder.path("out")]).output
        }.joined()
    }

    @Test("records are those of the golden file, to the byte but for the scores, and those agree to 0.02")
    func golden() throws {
        let records = try records()
        if ProcessInfo.processInfo.environment["SYNTAG_RECORD"] != nil {
            try records.write(to: goldenFile, atomically: true, encoding: .utf8)
        }
        let found = records.split(separator: "\n").map(Line.init)
        let expected = try String(contentsOf: goldenFile, encoding: .utf8).split(separator: "\n").map(Line.init)
        #expect(found.count == 5 && found.map(\.text) == expected.map(\.text))
        for (line, other) in zip(found, expected) {
            #expect(zip(line.scores, other.scores).allSatisfy { abs($0 - $1) < 0.02 }, "\(line.scores) \(other.scores)")
        }
    }

    @Test("what cannot be missed is found: a gene, a disease, a species")
    func mentions() throws {
        let mentions = try records().split(separator: "\n").map { record in
            let object = try JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any]
            return (object?["entities"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
        }
        #expect(mentions[0].contains { $0.contains("Elk1") })
        #expect(mentions[1].contains { $0.contains("cancer") })
        #expect(mentions[2].contains("Shewanella oneidensis"))
    }
}
