import Files
import Foundation

/// The check sums that a model folder gives of its files, in the format of `sha256sum`.
struct Checksums {
    /// A file is not what the list says.
    struct Mismatch: Error, CustomStringConvertible {
        var file: String
        var description: String {
            "\(file) is not the file whose check sum stands in SHA256SUMS; fetch the model again"
        }
    }

    /// Name of the list in a model folder.
    static let name = "SHA256SUMS"

    /// Check sum and name of each file.
    let entries: [(digest: String, name: String)]

    /// Reads the list of a folder, or gives nil where there is none.
    init?(folder: String) {
        guard let text = try? String(contentsOfFile: "\(folder)/\(Self.name)", encoding: .utf8) else { return nil }
        entries = text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (String(parts[0]), parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " *")))
        }
    }

    /// Makes the list of some files of a folder.
    init(of names: [String], in folder: String) throws {
        entries = try names.map { (try Digest.ofFile("\(folder)/\($0)").hexadecimal, $0) }
    }

    /// The list as it is written.
    var text: String { entries.map { "\($0.digest)  \($0.name)\n" }.joined() }

    /// Compares the files of the folder with the list.
    func verify(folder: String) throws {
        for entry in entries where try Digest.ofFile("\(folder)/\(entry.name)").hexadecimal != entry.digest {
            throw Mismatch(file: "\(folder)/\(entry.name)")
        }
    }
}
