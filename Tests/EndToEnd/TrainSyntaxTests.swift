import Foundation
import TestSupport
import Testing

@Suite("syntag train syntax")
struct TrainSyntaxTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("craft"), withIntermediateDirectories: true)
        for (split, count) in [("train", 40), ("dev", 8)] {
            let treebank = TinyTreebank(sentences: count, isPlain: true, seed: UInt64(count))
            _ = try folder.write(Array(treebank.conllu.utf8), to: "craft/\(split).conllu")
            _ = try folder.write(Array(treebank.trees.utf8), to: "craft/\(split).trees")
        }
    }

    private func train(epochs: Int, to output: String, started: ((Process) throws -> Void)? = nil) throws
        -> Program.Result
    {
        let yaml = """
            task: syntax
            name: tiny-parser
            initialise: \(Fixtures.url("entities/tiny").path)
            data: .
            corpora: [{name: CRAFT}]
            model: {arc_size: 12, relation_size: 7, span_size: 10}
            optimizer: {learning_rate: 5e-3, average: 0.9}
            schedule: {epochs: \(epochs), batch_tokens: 128, max_subwords: 40}
            evaluation: {checkpoint_steps: 3, log_steps: 5}
            """
        let config = try folder.write(Array(yaml.utf8), to: "tiny\(epochs).yaml")
        return try Program.run(
            ["train", "syntax", "--config", config, "--output", folder.path(output), "--resume"], started: started)
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
        for word in ["CRAFT LAS", "CRAFT brackets", "best at step"] { #expect(result.errors.contains(word)) }
        #expect(try bytes("out/model/config.json").count > 500)
        let verdict = try Program.run(["validate", folder.path("tiny2.yaml")])
        #expect(verdict.output.hasSuffix("training `tiny-parser` is valid: CRAFT\n"))
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

    @Test("SIGTERM writes a checkpoint and ends with 75")
    func terminated() throws {
        let stopped = try train(epochs: 600, to: "out") { process in
            try wait(for: process, output: "out")
            kill(process.processIdentifier, SIGTERM)
        }
        #expect(stopped.status == 75, "\(stopped.errors)")
        #expect(stopped.errors.contains("--resume"))
    }

    @Test("words that differ between the two files are refused with file and line")
    func refused() throws {
        let trees = try String(decoding: bytes("craft/train.trees"), as: UTF8.self)
        _ = try folder.write(Array(trees.replacing("(. .)", with: "(. ;)").utf8), to: "craft/train.trees")
        let result = try train(epochs: 2, to: "out")
        #expect(result.status == 65)
        #expect(result.errors.contains("craft/train.trees:1"), "\(result.errors)")
    }
}
