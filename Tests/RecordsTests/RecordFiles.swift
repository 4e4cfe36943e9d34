import Documents
import Foundation
import Records
import TestSupport

/// Record files made for tests, and the tools that read them independently.
enum RecordFiles {
    /// Writes random documents and returns them.
    static func write(
        _ count: Int,
        to path: String,
        seed: UInt64 = 11,
        options: RecordFileOptions = .init(frameSize: 20_000)
    ) throws -> [Document] {
        var random = RandomDocuments(seed: seed)
        let documents = (0..<count).map { number in
            var document = random.next()
            document.citation.pmid = "\(1000 + 3 * number)"
            return document
        }
        let writer = try RecordFileWriter(path: path, model: RandomDocuments.model, options: options)
        for document in documents { try writer.append(document) }
        try writer.finish(problems: 2, notes: ["input": "abc", "options": "\"x\"\n"])
        return documents
    }

    /// The lines of documents as the encoder writes them.
    static func lines(_ documents: [Document]) throws -> [UInt8] {
        let encoder = RecordEncoder(model: RandomDocuments.model)
        var bytes: [UInt8] = []
        for document in documents { try encoder.encode(document, into: &bytes) }
        return bytes
    }

    /// Runs a program found on the path and returns its exit code and what it printed.
    static func run(_ arguments: [String]) throws -> (code: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = Pipe()
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, data)
    }

    /// Whether a command succeeds, which tells whether a tool is there.
    static func succeeds(_ arguments: String...) -> Bool { (try? run(arguments))?.code == 0 }

    /// Whether the `zstd` command is there.
    static let hasZstandard = succeeds("zstd", "--version")
    /// Whether Python has what the validator needs.
    static let hasValidator =
        hasZstandard && succeeds("python3", "-c", "import jsonschema; jsonschema.Draft202012Validator")
    /// Whether Python has a zstd module.
    static let hasPythonZstandard = succeeds("python3", "-c", "import zstandard")
}
