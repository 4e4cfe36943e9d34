import Foundation
import Testing

@testable import Tensors

/// The probe beside the tests' own bundle.
private let probe: URL? = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let file = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("kernel-probe")
    return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
}()

@Suite("A program that starts itself again", .enabled(if: probe != nil, "kernel-probe was not built"))
struct KernelProbeTests {
    /// What the probe prints, in words, when OpenBLAS's variable has a value or none.
    private static func run(variable: String?) throws -> [String] {
        let process = Process(), output = Pipe()
        process.executableURL = probe
        process.arguments = ["one", "two words"]
        var environment = ProcessInfo.processInfo.environment
        environment["OPENBLAS_CORETYPE"] = variable
        process.environment = environment
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let text = String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .newlines)
        return text.split(separator: " ", maxSplits: 3).map(String.init)
    }

    @Test("ends with a kernel as new as the CPU, and with its arguments")
    func best() throws {
        let words = try Self.run(variable: nil)
        #expect(words.count == 4 && words.last == "one,two words")
        #expect(words[2] == "kernel-probe", "the name of the program, not the one it was started by again")
        #expect(
            OpenBLASKernel.decision(current: words[0], variable: nil, instructions: InstructionSet.best) == .keep)
    }

    @Test("leaves the user's choice alone", .enabled(if: InstructionSet.best != .scalar, "Haswell needs AVX2"))
    func chosen() throws {
        #expect(try Self.run(variable: "Haswell") == ["Haswell", "Haswell", "kernel-probe", "one,two words"])
    }
}
