public import Foundation
import Synchronization

/// The `syntag` program of this build, run as a process of its own.
public enum Program {
    /// What a run gave.
    public struct Result: Sendable {
        /// Exit code; 128 plus the signal's number when a signal ended it.
        public var status: Int32
        /// Standard output.
        public var output: String
        /// Standard error.
        public var errors: String
    }

    /// The program could not be run.
    public struct Failure: Error {
        /// What went wrong.
        public var reason: String

        /// Makes a failure.
        public init(reason: String) {
            self.reason = reason
        }
    }

    /// The folder of this build's products, found from the test bundle that runs.
    private static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    /// The `syntag` executable beside the test bundle.
    public static func url() throws -> URL {
        // `swift test` runs the bundle itself, or a runner of the toolchain that is given the bundle's path.
        let folders = [products] + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let candidates = folders.map { $0.appendingPathComponent("syntag") }
        if let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) {
            return found
        }
        throw Failure(reason: "no syntag in \(folders.map(\.path)); build with `swift build --build-tests`")
    }

    /// Runs `syntag` with arguments and waits for its end.
    ///
    /// The default models are those of the project. `started` is called with the process, for tests that send signals.
    public static func run(
        _ arguments: [String], environment: [String: String] = [:], started: ((Process) throws -> Void)? = nil
    ) throws -> Result {
        try run(url(), arguments, environment: environment, started: started)
    }

    /// Runs any program and waits for its end.
    public static func run(
        _ program: URL, _ arguments: [String], environment: [String: String] = [:],
        started: ((Process) throws -> Void)? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        variables["SYNTAG_MODELS"] = Fixtures.root.appendingPathComponent("Models").path
        process.environment = variables.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both pipes are read at once, or a full one would hold the program up.
        let collected = Mutex(Data())
        let reader = DispatchQueue(label: "errors")
        let handle = errors.fileHandleForReading
        let done = DispatchGroup()
        reader.async(group: done) {
            let data = handle.readDataToEndOfFile()
            collected.withLock { $0 = data }
        }
        try started?(process)
        let data = output.fileHandleForReading.readDataToEndOfFile()
        done.wait()
        process.waitUntilExit()
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        return Result(
            status: process.terminationStatus + signal,
            output: String(decoding: data, as: UTF8.self),
            errors: String(decoding: collected.withLock { $0 }, as: UTF8.self))
    }

    /// Finds a program on the path, or nil.
    public static func find(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
