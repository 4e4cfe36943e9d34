import ArgumentParser
import Foundation

/// How many threads a command works with.
struct JobsOption: ParsableArguments {
    @Option(name: [.short, .long], help: "Threads; one a core by default.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard 1...256 ~= jobs else { throw ValidationError("--jobs is \(jobs); give a number from 1 to 256") }
    }
}
