import ArgumentParser
import Documents
import Foundation
import Records

/// `syntag get`: the newest record of a citation.
struct GetCommand: ParsableCommand {
    /// How a record is shown.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// The record's line as it is.
        case json
        /// The text with its entities marked, for people.
        case text
    }

    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetch the newest record of a citation from annotated files.",
        discussion: """
            Looks the PMID up in the index of every .jsonl.zst file of the folder; only the frame that holds it is read.
            When several files have a version of it, the last by file name counts, as PubMed's numbers go; of several
            versions the highest that is not deleted. Ends with code 66 when no file has it. Without a PMID, the first
            record that has entities is shown.

            EXAMPLES
              syntag get 99000001 --from annotated/
              syntag get 99000001 --from annotated/ --format text
              syntag get 99000001 --from annotated/ | jq '.entities[].text'
              syntag get --from annotated/pubmed26n0001.jsonl.zst --format text
            """)

    @Argument(help: "PubMed identifiers; none for the first record with entities.")
    var pmids: [String] = []

    @Option(help: "Folder of annotated files, or one such file.", completion: .directory)
    var from: String

    @Option(help: "json: the record's line; text: the text with its entities marked.")
    var format: Format = .json

    @Option(help: "Whether to use colour with --format text: auto, always or never.")
    var colour: Console.Colour = .auto

    func validate() throws {
        for pmid in pmids where pmid.isEmpty || !pmid.utf8.allSatisfy({ (48...57).contains($0) }) {
            throw ValidationError("'\(pmid)' is not a PMID; a PMID is a number such as 99000001")
        }
    }

    func run() throws {
        try reporting {
            guard let files = try annotatedFiles() else {
                Console.message("syntag: no such file or folder: \(from); check the name")
                return .noInput
            }
            if pmids.isEmpty {
                guard let record = try firstToShow(in: files) else {
                    Console.message("syntag: no record in \(from); annotate a file first")
                    return .noInput
                }
                try show(record)
            }
            var end = SystemExit.done
            for pmid in pmids {
                if let record = try newest(pmid, in: files) {
                    try show(record)
                } else {
                    Console.message("syntag: no record of PMID \(pmid) in \(from); is its file annotated?")
                    end = .noInput
                }
            }
            return end
        }
    }

    /// The annotated files, newest first; nil when there is no such file or folder.
    private func annotatedFiles() throws -> [String]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: from, isDirectory: &isFolder) else { return nil }
        guard isFolder.boolValue else { return [from] }
        return try FileManager.default.contentsOfDirectory(atPath: from)
            .filter { $0.hasSuffix(".jsonl.zst") }
            .sorted(by: >)
            .map { "\(from)/\($0)" }
    }

    /// The record that counts: of each version the newest file's, of the versions the highest that is not deleted.
    private func newest(_ pmid: String, in files: [String]) throws -> Record? {
        var versions: [Int: Record] = [:]
        for file in files {
            var ofFile: [Int: Record] = [:]
            for record in try RecordFileReader(path: file).lookupAll(pmid: pmid) {
                ofFile[record.document.citation.version] = record
            }
            versions.merge(ofFile) { newer, _ in newer }
        }
        let sorted = versions.sorted { $0.key > $1.key }.map(\.value)
        return sorted.first { $0.document.citation.status == .current } ?? sorted.first
    }

    /// The first record with entities, or else the first of all.
    private func firstToShow(in files: [String]) throws -> Record? {
        var first: Record?
        for file in files {
            let reader = try RecordFileReader(path: file)
            while let record = try reader.next() {
                if !record.document.entities.isEmpty { return record }
                first = first ?? record
            }
        }
        return first
    }

    private func show(_ record: Record) throws {
        switch format {
        case .json:
            // The same bytes as in the file: equal documents and stamps give equal records.
            var line: [UInt8] = []
            try RecordEncoder(model: record.model).encode(record.document, into: &line)
            Console.result(String(decoding: line.dropLast(), as: UTF8.self))
        case .text:
            for line in TaggedText(record.document, inColour: colour.isOn(for: STDOUT_FILENO)).lines {
                Console.result(line)
            }
        }
    }
}
