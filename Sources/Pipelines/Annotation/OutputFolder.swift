import Documents
import Files
import Foundation

/// The files that belong to one input in an output folder.
public struct OutputFolder: Sendable {
    /// The folder.
    public let path: String

    /// Names the folder; it is made when it is first written to.
    public init(_ path: String) {
        self.path = path
    }

    /// Name that an input's outputs share: the file name without `.xml` and `.gz`.
    public static func name(of input: String) -> String {
        var name = URL(fileURLWithPath: input).lastPathComponent
        for ending in [".gz", ".xml"] where name.lowercased().hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
        }
        return name
    }

    /// The records of an input, when it is done.
    public func records(of input: String) -> String { "\(path)/\(Self.name(of: input)).jsonl.zst" }

    /// The list of an input's citations that failed.
    func problems(of input: String) -> String { "\(path)/\(Self.name(of: input)).problems.tsv" }

    /// The folder of damaged inputs' results.
    var quarantine: String { "\(path)/quarantine" }

    /// The records before the damage of an input.
    func quarantinedRecords(of input: String) -> String { "\(quarantine)/\(Self.name(of: input)).jsonl.zst" }

    /// Why an input is in quarantine.
    func reason(of input: String) -> String { "\(quarantine)/\(Self.name(of: input)).reason.txt" }

    /// Makes the folder, with the folders above it.
    func create() throws(FileError) { try Folder.create(path) }

    func createQuarantine() throws(FileError) { try Folder.create(quarantine) }

    /// Writes the list of failed citations, or removes an older one when there are none.
    func write(_ problems: [CitationProblem], of input: String) throws(FileError) {
        guard !problems.isEmpty else { return Self.remove(self.problems(of: input)) }
        var lines = "position\tpmid\treason\n"
        for problem in problems {
            let reason = problem.reason.map { $0.isNewline || $0 == "\t" ? " " : $0 }
            lines += "\(problem.position)\t\(problem.pmid ?? "")\t\(String(reason))\n"
        }
        try Self.write(lines, to: self.problems(of: input))
    }

    /// Writes why an input is damaged.
    func write(reason: String, of input: String) throws(FileError) {
        try Self.write("\(reason)\n", to: self.reason(of: input))
    }

    /// Removes what an earlier, damaged version of the input left in quarantine.
    func clearQuarantine(of input: String) {
        Self.remove(quarantinedRecords(of: input))
        Self.remove(reason(of: input))
        rmdir(quarantine)
    }

    private static func write(_ text: String, to path: String) throws(FileError) {
        try AtomicFile.write(Array(text.utf8), to: path)
    }

    private static func remove(_ path: String) { _ = unlink(path) }
}
