import Foundation
import TestSupport
import Testing

@Suite("syntag train and syntag experiment")
struct TrainTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("Letters"), withIntermediateDirectories: true)
        var random = SeededGenerator(seed: 5)
        for name in ["train", "devel"] {
            var text = ""
            for _ in 0..<(name == "train" ? 60 : 10) {
                for _ in 0..<Int.random(in: 3...12, using: &random) {
                    let word = ["a", "b", "c", "1"].randomElement(using: &random) ?? "a"
                    text += "\(word)\t\("ab".contains(word) ? "B" : "O")\n"
                }
                text += "\n"
            }
            _ = try folder.write(Array(text.utf8), to: "Letters/\(name).tsv")
        }
        _ = try write("tiny.yaml", epochs: 10)
    }

    /// Writes a training file for the tiny model.
    private func write(_ name: String, epochs: Int, more: String = "") throws -> String {
        let yaml = """
            name: tiny-trained
            initialise: \(Fixtures.url("entities/tiny").path)
            data: .
            corpora: [{name: Letters, type: Gene}]
            optimizer: {learning_rate: 5e-3, average: 0.9}
            schedule: {epochs: \(epochs), batch_tokens: 64, max_subwords: 16}
            evaluation: {checkpoint_steps: 3, log_steps: 5}
            \(more)
            """
        return try folder.write(Array(yaml.utf8), to: name)
    }

    private func train(
        to output: String, config: String = "tiny.yaml", _ arguments: [String] = [],
        started: ((Process) throws -> Void)? = nil
    ) throws -> Program.Result {
        try Program.run(
            ["train", "entities", "--config", folder.path(config), "--output", folder.path(output)] + arguments,
            started: started)
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(path))) }

    /// Waits until a run has written its first checkpoint and so many lines of its log, or has ended.
    private func wait(for process: Process, output: String, lines: Int) throws {
        try eventually("\(output) has a checkpoint and \(lines) lines of log") {
            guard process.isRunning else { return true }
            guard FileManager.default.fileExists(atPath: folder.path("\(output)/checkpoint")) else { return false }
            return try bytes("\(output)/training.jsonl").filter { $0 == UInt8(ascii: "\n") }.count >= lines
        }
    }

    @Test("training names its model, which the program can use")
    func trains() throws {
        let result = try train(to: "out")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == folder.path("out/model") + "\n")
        #expect(result.errors.contains("best at step"))
        let info = try Program.run(["model", "info", folder.path("out/model")])
        #expect(info.output.contains("tiny-trained"))
        let score = try Program.run([
            "evaluate", "entities", "--model", folder.path("out/model"), "--gold", folder.path("Letters/devel.tsv"),
            "--json",
        ])
        #expect(score.status == 0, "\(score.errors)")
        #expect(score.output.contains("\"tag\":\"Letters\""))
        #expect(try train(to: "out").status == 78)
        #expect(try train(to: "out", ["--resume"]).status == 0)
    }

    @Test("kill -9 at any time, then --resume: the bytes of a run that nothing disturbed", arguments: [1, 10, 40])
    func killed(lines: Int) throws {
        _ = try write("long.yaml", epochs: 30)
        #expect(try train(to: "whole", config: "long.yaml").status == 0)
        let killed = try train(to: "parts", config: "long.yaml") { process in
            try wait(for: process, output: "parts", lines: lines)
            kill(process.processIdentifier, SIGKILL)
        }
        #expect(killed.status == 128 + SIGKILL || killed.status == 0)
        let resumed = try train(to: "parts", config: "long.yaml", ["--resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        for file in ["checkpoint", "model/model.safetensors", "curves.svg"] {
            #expect(try bytes("whole/\(file)") == bytes("parts/\(file)"), "\(file)")
        }
    }

    @Test("SIGTERM writes a checkpoint and ends with 75; the run goes on from there")
    func terminated() throws {
        _ = try write("long.yaml", epochs: 1000)
        let stopped = try train(to: "out", config: "long.yaml") { process in
            try wait(for: process, output: "out", lines: 1)
            kill(process.processIdentifier, SIGTERM)
        }
        #expect(stopped.status == 75, "\(stopped.errors)")
        #expect(stopped.errors.contains("--resume"))
        let log = try String(decoding: bytes("out/training.jsonl"), as: UTF8.self)
        #expect(log.split(separator: "\n").last?.contains("\"event\":\"stop\"") == true)
    }

    @Test("mistakes end with the code for their kind, and say where they are")
    func refused() throws {
        _ = try write("bad.yaml", epochs: 10, more: "epoch: 3")
        let bad = try train(to: "out", config: "bad.yaml")
        #expect(bad.status == 78)
        #expect(bad.errors.contains("bad.yaml:8: the training file has no option `epoch`"))
        #expect(try train(to: "out", config: "absent.yaml").status == 78)
        #expect(try train(to: "out", ["--initialise", folder.path("nowhere")]).status == 66)
        #expect(try train(to: "out", ["--jobs", "0"]).status == 64)
        _ = try folder.write(Array("a\tB\nb\tX\n".utf8), to: "Letters/train.tsv")
        let corpus = try train(to: "out")
        #expect(corpus.status == 65)
        #expect(corpus.errors.contains("train.tsv:2: \"X\" is no label"))
        _ = try folder.write(Array("a\tB\n".utf8), to: "Letters/train.tsv")
        _ = try folder.write([], to: "Letters/devel.tsv")
        #expect(try train(to: "out").status == 65)
    }

    @Test("validate knows training and experiment files")
    func validate() throws {
        let good = try Program.run(["validate", folder.path("tiny.yaml")])
        #expect(good.status == 0)
        #expect(good.output.hasSuffix("training `tiny-trained` is valid: Letters\n"))
        let final = Fixtures.root.appendingPathComponent("pipelines/training/entities-final.yaml").path
        #expect(try Program.run(["validate", final]).status == 0)
        let table = Fixtures.root.appendingPathComponent("pipelines/experiments/table3.yaml").path
        let experiment = try Program.run(["validate", table])
        #expect(experiment.output.hasSuffix("experiment `table3` is valid: STM, DM, MTM, CFA-MTM\n"))
        let bad = try folder.write(Array("name: a\ncorpora: [{name: X}]\ninitialise: b\n".utf8), to: "bad.yaml")
        let refused = try Program.run(["validate", bad])
        #expect(refused.status == 78)
        #expect(refused.errors.contains("bad.yaml:2: corpus X has no `type`"))
    }

    @Test("features are trained from what the parser of --syntax-model finds; without one it says what to do")
    func features() throws {
        let features = "features: {module: cfa, context: dep, label_size: 4}"
        _ = try write("cfa.yaml", epochs: 3, more: features)
        let parser = Fixtures.url("syntax/tiny").path
        let result = try train(to: "out", config: "cfa.yaml", ["--syntax-model", parser])
        #expect(result.status == 0, "\(result.errors)")
        let parses = try FileManager.default.contentsOfDirectory(atPath: folder.path("out/parses"))
        #expect(parses.contains { $0.hasPrefix("Letters-devel.tsv-") && $0.hasSuffix(".conllu") })
        let score = try Program.run([
            "evaluate", "entities", "--model", folder.path("out/model"), "--syntax-model", parser, "--gold",
            folder.path("Letters/devel.tsv"), "--json",
        ])
        #expect(score.status == 0, "\(score.errors)")
        #expect(score.output.contains("\"tag\":\"Letters\""))
        let missing = try train(to: "none", config: "cfa.yaml", ["--syntax-model", folder.path("nowhere")])
        #expect(missing.status == 78)
        #expect(missing.errors.contains("syntag train syntax") && missing.errors.contains("--syntax-model"))
        _ = try write("file.yaml", epochs: 1, more: "\(features)\nsyntax: \(parser)")
        #expect(try train(to: "file", config: "file.yaml").status == 0)
    }

    @Test("a run without devel says that nothing was scored; a table of settings is printed without the paper")
    func unscored() throws {
        let yaml = try String(decoding: bytes("tiny.yaml"), as: UTF8.self)
        _ = try folder.write(
            Array(yaml.replacing("type: Gene}", with: "type: Gene, devel: none}").utf8), to: "all.yaml")
        let result = try train(to: "out", config: "all.yaml")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("not scored: the model of step"))
        let table = """
            name: worth
            title: Settings
            training: tiny.yaml
            baseline: base
            budget: {steps: 3}
            variants:
              - {name: base}
              - {name: faster, settings: {optimizer: {learning_rate: 1e-2}}}
            """
        let file = try folder.write(Array(table.utf8), to: "worth.yaml")
        let valid = try Program.run(["validate", file])
        #expect(valid.output.hasSuffix("experiment `worth` is valid: base, faster\n"))
        let experiment = try Program.run(["experiment", file, "--output", folder.path("results")])
        #expect(experiment.status == 0, "\(experiment.errors)")
        #expect(experiment.output.contains("difference"))
        #expect(!experiment.output.contains("paper"))
    }

    @Test("an experiment prints its table beside the paper's")
    func experiment() throws {
        let yaml = """
            name: small
            title: Letters
            training: tiny.yaml
            baseline: alone
            budget: {epochs: 2}
            variants:
              - {name: alone, naming: none, paper: {Letters: 80}}
              - {name: tagged, paper: {Letters: 81.5}}
            """
        let file = try folder.write(Array(yaml.utf8), to: "small.yaml")
        for _ in 0..<2 {
            let result = try Program.run(["experiment", file, "--output", folder.path("results")])
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("tagged, ours"))
            #expect(result.output.contains("81.50 (+1.50)"))
        }
        for suffix in ["md", "json", "svg"] { #expect(try bytes("results/small.\(suffix)").count > 100) }
    }
}
