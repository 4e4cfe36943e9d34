import Foundation
import TestSupport

@testable import Learning

/// Training runs of one task, small enough for a test.
protocol TinyRun {
    associatedtype Task: TrainingTask

    /// Where the corpora are, and where runs write.
    var folder: TemporaryDirectory { get }
    var configuration: Task { get }
}

extension TinyRun {
    /// A run that writes to a folder of its own.
    func run(
        to output: String, jobs: Int = 1, resume: Bool = false, pauseAfter: Int? = nil
    ) throws -> TrainingRun.Outcome {
        let options = TrainingRun.Options(
            data: folder.url.path, output: folder.path(output), jobs: jobs, resume: resume, pauseAfter: pauseAfter)
        return try TrainingRun(task: configuration, options: options).run()
    }

    /// The bytes of a file of an output.
    func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(path))) }

    /// The lines of an output's log, as JSON objects.
    func log(_ output: String) throws -> [[String: Any]] {
        try bytes("\(output)/training.jsonl").split(separator: UInt8(ascii: "\n")).map { line in
            try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
        }
    }
}

extension TrainingRun.Outcome {
    /// What came of a run that was not stopped.
    var summary: TrainingSummary {
        get throws {
            guard case .finished(let summary) = self else { throw Unfinished() }
            return summary
        }
    }

    private struct Unfinished: Error {}
}
