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
        /// The syntax of every sentence, drawn for people.
        case tree
        /// The syntax of every sentence as CoNLL-U.
        case conllu
        /// A tree of the Penn Treebank a sentence.
        case brackets

        /// The format of ``SyntaxPrinter``; nil for one that shows more than syntax.
        var ofSyntax: ParseCommand.Format? {
            switch self {
            case .json, .text: nil
            case .tree: .tree
            case .conllu: .conllu
            case .brackets: .brackets
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetch the newest record of a citation from annotated files.",
        discussion: """
            Looks the PMID up in the index of every .jsonl.zst file of the folder; only the frame that holds it is read. \
            When several files have a version of it, the last by file name counts, as PubMed's numbers go; of several \
            versions the highest that is not deleted. Ends with code 66 when no file has it, or no syntax where that is \
            asked for. Without a PMID, the first record that has entities is shown.

            EXAMPLES
              syntag get 99000001 --from annotated/
              syntag get 99000001 --from annotated/ --format text
              syntag get 99000001 --from annotated/ --format tree
              syntag get 99000001 --from annotated/ | jq '.entities[].text'
              syntag get --from annotated/pubmed26n0001.jsonl.zst --format text
            """)

    @Argument(help: "PubMed identifiers; none for the first record with entities.")
    var pmids: [String] = []

    @Option(help: "Folder of annotated files, or one such file.", completion: .directory)
    var from: String

    @Option(
        help: """
            json: the record's line; text: the text with its entities marked; tree: the syntax, drawn; conllu, brackets: \
            the syntax for programs.
            """)
    var format: Format = .json

    @Option(help: "Whether to use colour with --format text or tree: auto, always or never.")
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
                return try show(record)
            }
            var end = SystemExit.done
            for pmid in pmids {
                if let record = try newest(pmid, in: files) {
                    end = end.combined(with: try show(record))
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

    private func show(_ record: Record) throws -> SystemExit {
        switch format {
        case .tree, .conllu, .brackets: return try showSyntax(record.document)
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
        return .done
    }

    private func showSyntax(_ document: Document) throws -> SystemExit {
        let pmid = document.citation.pmid
        guard document.sentences.contains(where: { $0.dependencies != nil }) else {
            Console.message(
                "syntag: the record of PMID \(pmid) has no syntax; annotate its file with a pipeline that has the stage "
                    + "`syntax`, as pipelines/pubmed.yaml")
            return .noInput
        }
        var printer = SyntaxPrinter(
            format: format.ofSyntax ?? .conllu, inColour: colour.isOn(for: STDOUT_FILENO),
            width: isatty(STDOUT_FILENO) == 1 ? Console.width(of: STDOUT_FILENO) : SyntaxPrinter.standardWidth)
        try printer.print(document)
        return .done
    }
}
