internal import Foundation

/// The digests that a model folder gives of its files: `SHA256SUMS`, in the format of `sha256sum`.
public struct Checksums: Sendable, Equatable {
    /// A file is not what the list says.
    public struct Mismatch: Error, CustomStringConvertible {
        /// Path of the file.
        public var file: String
        /// Which file, and what to do.
        public var description: String {
            "\(file) is not the file whose check sum stands in SHA256SUMS; fetch the model again"
        }
    }

    /// A line of the list.
    public struct Entry: Sendable, Equatable {
        /// The file's digest, in hexadecimal.
        public var digest: String
        /// The file's name.
        public var name: String
    }

    /// Name of the list in a folder.
    public static let name = "SHA256SUMS"

    /// The files, in order.
    public let entries: [Entry]

    /// Reads the list of a folder, or gives nil where there is none.
    public init?(folder: String) {
        guard let text = try? String(contentsOfFile: "\(folder)/\(Self.name)", encoding: .utf8) else { return nil }
        entries = text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return Entry(
                digest: String(parts[0]), name: parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " *")))
        }
    }

    /// Makes the list of some files of a folder.
    public init(of names: [String], in folder: String) throws(FileError) {
        var entries: [Entry] = []
        for name in names {
            entries.append(Entry(digest: try Digest.ofFile("\(folder)/\(name)").hexadecimal, name: name))
        }
        self.entries = entries
    }

    /// Writes the list into a folder.
    public func write(to folder: String) throws(FileError) {
        let text = entries.map { "\($0.digest)  \($0.name)\n" }.joined()
        try AtomicFile.write(Array(text.utf8), to: "\(folder)/\(Self.name)")
    }

    /// Compares the files of a folder with the list.
    ///
    /// - Throws: ``Mismatch`` for a file that is not what the list says, `FileError` for one that cannot be read.
    public func verify(folder: String) throws {
        for entry in entries where try Digest.ofFile("\(folder)/\(entry.name)").hexadecimal != entry.digest {
            throw Mismatch(file: "\(folder)/\(entry.name)")
        }
    }
}
