import Documents
import Foundation
import PubMed
import TestSupport
import Testing

/// Compares every field of every citation with what `count_pubmed.py` reads, which shares no code with the room.
@Suite("Independent reading")
struct IndependentReadingTests {
    /// One line of the tool's output.
    struct Line: Decodable {
        var file: String?
        var root: String?
        var unreadable: Bool?
        var position: Int?
        var pmid: String?
        var version: Int?
        var status: String?
        var text: String?
        var passages: [[String?]]?
        var doi: String?
        var pmc: String?
        var journal: String?
        var year: Int?
        var date: String?
        var languages: [String]?
        var types: [String]?
        var collectives: [String]?
    }

    static let python: URL? = ["/usr/bin/python3", "/usr/local/bin/python3"].map { URL(fileURLWithPath: $0) }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    static let sharedFiles: [String] = {
        guard let folder = Fixtures.shared?.appendingPathComponent("data/pubmed") else { return [] }
        let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = paths?.compactMap { ($0 as? URL)?.path } ?? []
        return files.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".xml.gz") }.sorted()
    }()

    @Test("every citation of the sample is read as the tool reads it", .enabled(if: python != nil, "needs python3"))
    func sample() throws {
        let count = try compare([samplePath])
        #expect(count == 30)
    }

    @Test(
        "every citation of the shared files is read as the tool reads it",
        .enabled(if: python != nil && !sharedFiles.isEmpty, "needs python3 and the shared data folder")
    )
    func shared() throws {
        let count = try compare(Self.sharedFiles)
        #expect(count > 2000)
    }

    /// Reads files both ways and returns the number of citations, deletions and problems compared.
    private func compare(_ paths: [String]) throws -> Int {
        var count = 0
        var items: ArraySlice<CitationReader.Item> = []
        for line in try toolOutput(paths) {
            if let file = line.file {
                #expect(items.isEmpty, "items that the tool does not know of, before \(file)")
                let reading = Reading(path: file)
                items = reading.items[...]
                let isPubMed = line.root.map { $0.contains("Pubmed") || $0.contains("Medline") } ?? false
                #expect((reading.error == nil) == isPubMed, "\(file): \(String(describing: reading.error))")
                if !isPubMed { #expect(reading.error?.kind == .notPubMed) }
                continue
            }
            guard let item = items.popFirst() else {
                // A file that is not PubMed's has one record for the tool and none for the room.
                #expect(line.unreadable == true)
                continue
            }
            compare(item, with: line)
            count += 1
        }
        #expect(items.isEmpty)
        return count
    }

    private func compare(_ item: CitationReader.Item, with line: Line) {
        switch item {
        case .unreadable(let problem):
            #expect(line.unreadable == true, "\(problem)")
            #expect(problem.position == line.position)
        case .citation(let document):
            let citation = document.citation
            #expect(citation.pmid == line.pmid)
            #expect(citation.version == line.version)
            #expect(citation.status.rawValue == line.status)
            #expect(citation.source.position == line.position)
            #expect(document.text == line.text, "PMID \(citation.pmid)")
            let passages = document.passages.map { passage in
                [passage.kind.rawValue, passage.label, passage.language, String(document.substring(passage.span))]
            }
            #expect(passages == line.passages ?? [], "PMID \(citation.pmid)")
            #expect(citation.doi == line.doi, "PMID \(citation.pmid)")
            #expect(citation.pmc == line.pmc, "PMID \(citation.pmid)")
            #expect(citation.journal == line.journal, "PMID \(citation.pmid)")
            #expect(citation.year == line.year, "PMID \(citation.pmid)")
            #expect(citation.date == line.date, "PMID \(citation.pmid)")
            #expect(citation.languages == line.languages ?? [], "PMID \(citation.pmid)")
            #expect(citation.types == line.types ?? [], "PMID \(citation.pmid)")
            #expect(citation.collectives == line.collectives ?? [], "PMID \(citation.pmid)")
        }
    }

    private func toolOutput(_ paths: [String]) throws -> [Line] {
        let process = Process()
        process.executableURL = Self.python
        process.arguments = [Fixtures.url("tools/count_pubmed.py").path] + paths
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Line.self, from: $0) }
    }
}
