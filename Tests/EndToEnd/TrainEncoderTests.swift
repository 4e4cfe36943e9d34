import Foundation
import TestSupport
import Testing

@Suite("syntag train encoder")
struct TrainEncoderTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        var random = SeededGenerator(seed: 6)
        let lines = (0..<120).map { _ in
            (0..<Int.random(in: 5...50, using: &random)).map { _ in
                ["gene", "cell", "a", "b", "protein"].randomElement(using: &random) ?? "a"
            }.joined(separator: " ")
        }
        _ = try folder.write(Array(lines.joined(separator: "\n").utf8), to: "texts.txt")
    }

    private func train(
        epochs: Int, to output: String, texts: String = "texts.txt", started: ((Process) throws -> Void)? = nil
    ) throws -> Program.Result {
        let yaml = """
            task: encoder
            name: tiny-encoder
            initialise: \(Fixtures.url("entities/tiny").path)
            data: .
            texts: [\(texts)]
            held_out: 0.1
            optimizer: {learning_rate: 5e-3, average: 0.9}
            schedule: {epochs: \(epochs), batch_tokens: 512, max_subwords: 40}
            evaluation: {checkpoint_steps: 3, log_steps: 5}
            """
        let config = try folder.write(Array(yaml.utf8), to: "tiny\(epochs).yaml")
        return try Program.run(
            ["train", "encoder", "--config", config, "--output", folder.path(output), "--resume"], started: started)
    }

    /// Waits until a run has written its first checkpoint.
    private func wait(for process: Process, output: String) throws {
        try eventually("\(output) has a checkpoint") {
            !process.isRunning || FileManager.default.fileExists(atPath: folder.path("\(output)/checkpoint"))
        }
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(path))) }

    @Test("the training file is valid, and training names its model and its scores")
    func trains() throws {
        let result = try train(epochs: 2, to: "out")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == folder.path("out/model") + "\n")
        for word in ["held-out accuracy", "held-out perplexity", "best at"] { #expect(result.errors.contains(word)) }
        let verdict = try Program.run(["validate", folder.path("tiny2.yaml")])
        #expect(verdict.output.hasSuffix("training `tiny-encoder` is valid: texts.txt\n"), "\(verdict.errors)")
        let help = try Program.run(["train", "encoder", "--help"])
        #expect(help.output.contains("EXAMPLES") && help.output.contains("--resume"))
    }

    @Test("kill -9 at any time, then --resume: the bytes of a run that nothing disturbed", arguments: [0, 30])
    func killed(milliseconds: UInt32) throws {
        #expect(try train(epochs: 12, to: "whole").status == 0)
        let killed = try train(epochs: 12, to: "parts") { process in
            try wait(for: process, output: "parts")
            usleep(milliseconds * 1000)
            kill(process.processIdentifier, SIGKILL)
        }
        #expect(killed.status == 128 + SIGKILL || killed.status == 0)
        let resumed = try train(epochs: 12, to: "parts")
        #expect(resumed.status == 0, "\(resumed.errors)")
        for file in ["checkpoint", "model/model.safetensors", "curves.svg"] {
            #expect(try bytes("whole/\(file)") == bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("bad texts are refused with file, line and remedy, and the code of bad or missing input")
    func refused() throws {
        _ = try folder.write(Array("good\n".utf8) + [0xFF, 0x0A], to: "bad.txt")
        let bad = try train(epochs: 2, to: "out", texts: "texts.txt, bad.txt")
        #expect(bad.status == 65)
        #expect(bad.errors.contains("bad.txt:2: ") && bad.errors.contains("UTF-8"), "\(bad.errors)")
        let missing = try train(epochs: 2, to: "out", texts: "nowhere.txt")
        #expect(missing.status == 66)
        #expect(missing.errors.contains("nowhere.txt"), "\(missing.errors)")
    }
}
