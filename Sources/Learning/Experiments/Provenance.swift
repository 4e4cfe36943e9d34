internal import Foundation

/// What a run was made with: the program and the machine.
public struct Provenance: Sendable, Equatable, Codable {
    /// The commit of the program, with `-dirty` behind it when the checkout differed from it; nil when it is not known.
    public var commit: String?
    /// Name of the processor, as the system gives it.
    public var processor: String
    /// Its cores that the program may use, and the threads that it used.
    public var cores: Int, threads: Int

    /// Makes a provenance.
    public init(commit: String?, processor: String, cores: Int, threads: Int) {
        self.commit = commit
        self.processor = processor
        self.cores = cores
        self.threads = threads
    }

    /// That of this process.
    ///
    /// Without a commit given it is that of the checkout which holds the program's file, as a build does not hold it:
    /// what was changed or committed since the program was built cannot be told.
    public static func current(commit: String?, threads: Int) -> Provenance {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        return Provenance(
            commit: commit ?? Self.commit(ofCheckout: program), processor: processorName(),
            cores: ProcessInfo.processInfo.activeProcessorCount, threads: threads)
    }

    /// The commit of the checkout that a folder lies in; nil when there is none, or no `git` to ask.
    static func commit(ofCheckout folder: String) -> String? {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
        process.environment = ProcessInfo.processInfo.environment.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return process.terminationStatus == 0 && !commit.isEmpty ? commit : nil
    }

    private static func processorName() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
        return name ?? "unknown"
    }

    /// A sentence for a report.
    var text: String {
        let program = commit.map { "commit `\($0)`" } ?? "a commit that is not known"
        let made = "at \(program) on \(processor), \(cores) \(cores == 1 ? "core" : "cores")"
        return "\(made), \(threads) \(threads == 1 ? "thread" : "threads")"
    }
}
