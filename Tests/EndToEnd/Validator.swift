import Foundation
import TestSupport

/// The independent check of records: JSON Schema and offsets, in Python.
enum Validator {
    static let isAvailable: Bool = {
        guard let python = Program.find("python3"), Program.find("zstd") != nil else { return false }
        return (try? Program.run(python, ["-c", "import jsonschema"]).status) == 0
    }()

    static func run(_ files: [String]) throws -> Program.Result {
        let tool = Fixtures.url("tools/validate_records.py").path
        return try Program.run(URL(fileURLWithPath: "/usr/bin/env"), ["python3", tool] + files)
    }
}
