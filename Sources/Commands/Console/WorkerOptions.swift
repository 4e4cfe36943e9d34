import ArgumentParser
import Foundation

/// How many threads a command works with.
struct WorkerOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "Workers; one a core by default.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard 1...256 ~= jobs else { throw ValidationError("--jobs is \(jobs); give a number from 1 to 256") }
    }
}
