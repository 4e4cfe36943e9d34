import ArgumentParser
import Foundation
import Pipelines

/// The input files of a run, in the order in which they are done.
struct InputList {
    /// Why a list of inputs was refused.
    enum Problem: Error, CustomStringConvertible {
        case none
        case empty([String])
        case sameName(String, String)
        case unreadableManifest(String)

        var description: String {
            switch self {
            case .none:
                "no input; name PubMed files (.xml, .xml.gz), folders that hold some, or a list of them with --manifest"
            case .empty(let places):
                "no PubMed file (.xml, .xml.gz) in \(places.joined(separator: ", ")); folders within folders are not searched"
            case .sameName(let first, let second):
                "\(first) and \(second) would have the same output; name one of them, or give each an --output of its own"
            case .unreadableManifest(let path):
                "cannot read the manifest \(path); it must be a text file with one input a line"
            }
        }

        /// Whether the command line itself is at fault, and not what it names.
        var isOfUsage: Bool {
            switch self {
            case .none, .sameName: true
            case .empty, .unreadableManifest: false
            }
        }
    }

    /// One worker's part of a list: every N-th file.
    struct Shard: ExpressibleByArgument, Equatable {
        /// Number of this part, from 1.
        var number: Int
        /// Number of parts.
        var count: Int

        /// What the option takes.
        static let rule = "I/N: do part I of N parts, I from 1 to N"

        init?(argument: String) {
            let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let number = parts[0], let count = parts[1], count > 0, 1...count ~= number else {
                return nil
            }
            self.number = number
            self.count = count
        }
    }

    /// Paths of the inputs.
    let files: [String]
    /// Arguments and manifest lines that name nothing; the others go on without them.
    let missing: [String]

    /// Gathers files, the PubMed files of folders, and the lines of a manifest; takes one shard of them.
    ///
    /// The shards are cut before it is looked which entries are there: shards that begin at different times agree.
    init(arguments: [String], manifest: String?, shard: Shard?) throws {
        var entries: [String] = []
        var known: Set<String> = []
        for argument in try arguments + Self.lines(of: manifest) {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
            let found = exists && isFolder.boolValue ? try Self.pubmedFiles(in: argument) : [argument]
            entries += found.filter { known.insert($0).inserted }
        }
        guard !entries.isEmpty else {
            let places = arguments + (manifest.map { [$0] } ?? [])
            throw places.isEmpty ? Problem.none : Problem.empty(places)
        }
        var seen: [String: String] = [:]
        for entry in entries {
            if let other = seen.updateValue(entry, forKey: OutputFolder.name(of: entry)) {
                throw Problem.sameName(other, entry)
            }
        }
        let part = shard.map { shard in
            entries.indices.filter { $0 % shard.count == shard.number - 1 }.map { entries[$0] }
        }
        (files, missing) = (part ?? entries).reduce(into: ([], [])) { lists, entry in
            if FileManager.default.fileExists(atPath: entry) { lists.0.append(entry) } else { lists.1.append(entry) }
        }
    }

    /// Size of a file on disk, in bytes; 0 when it cannot be told.
    static func size(of path: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    private static func lines(of manifest: String?) throws -> [String] {
        guard let manifest else { return [] }
        // Read as a stream, so that a pipe will do.
        guard
            let bytes = try? FileHandle(forReadingFrom: URL(fileURLWithPath: manifest)).readToEnd() ?? Data(),
            let text = String(data: bytes, encoding: .utf8)
        else { throw Problem.unreadableManifest(manifest) }
        return text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    private static func pubmedFiles(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { name in [".xml", ".xml.gz"].contains { name.lowercased().hasSuffix($0) } }
            .sorted()
            .map { folder.hasSuffix("/") ? folder + $0 : folder + "/" + $0 }
    }
}
