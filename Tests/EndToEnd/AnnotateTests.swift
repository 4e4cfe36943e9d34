import Foundation
import TestSupport
import Testing

@Suite("syntag annotate")
struct AnnotateTests {
    let folder: TemporaryDirectory
    let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func annotate(_ arguments: [String], started: ((Process) throws -> Void)? = nil) throws -> Program.Result {
        try Program.run(["annotate", "--output", folder.path("out")] + arguments, started: started)
    }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(name)) }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    }

    /// The sample's citations several times over, compressed, so that a run takes a while.
    private func longInput(named name: String, times: Int) throws -> String {
        let text = try String(contentsOfFile: sample, encoding: .utf8)
        let start = try #require(text.range(of: "<PubmedArticle>")).lowerBound
        let end = try #require(text.range(of: "</PubmedArticleSet>")).lowerBound
        let body = String(repeating: String(text[start..<end]), count: times)
        return try folder.write(Array((text[..<start] + body + text[end...]).utf8), to: name)
    }

    @Test("the sample gives one record a citation, and names its output")
    func sampleFile() throws {
        let result = try annotate([sample])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == folder.path("out/pubmed-sample.jsonl.zst") + "\n")
        #expect(result.errors.contains("entities in"))
        #expect(!exists("out/pubmed-sample.problems.tsv"))
        #expect(!exists("out/quarantine"))
    }

    @Test("one and two workers, and two runs, give equal bytes")
    func deterministic() throws {
        #expect(try annotate([sample, "--jobs", "1"]).status == 0)
        let first = try bytes("out/pubmed-sample.jsonl.zst")
        #expect(try annotate([sample, "--jobs", "2"]).status == 0)
        #expect(try bytes("out/pubmed-sample.jsonl.zst") == first)
    }

    @Test(
        "records keep the schema and every mention is text[start:end], says an independent validator",
        .enabled(if: Validator.isAvailable, "needs python3 with jsonschema, and zstd"))
    func validRecords() throws {
        #expect(try annotate([sample]).status == 0)
        #expect(try annotate([sample, "--single-frame", "--output", folder.path("single")]).status == 0)
        for output in ["out/pubmed-sample.jsonl.zst", "single/pubmed-sample.jsonl.zst"] {
            let result = try Validator.run([folder.path(output)])
            #expect(result.status == 0, "\(result.output)\(result.errors)")
        }
    }

    @Test("a truncated file is quarantined with what could be read; the other files are done")
    func truncated() throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: sample))
        let damaged = try folder.write(text.prefix(text.count / 2), to: "damaged.xml")
        let result = try annotate([damaged, sample])
        #expect(result.status == 65)
        #expect(result.errors.contains("damaged.xml"))
        #expect(result.errors.contains("PMID"))
        #expect(!exists("out/damaged.jsonl.zst"))
        #expect(exists("out/quarantine/damaged.jsonl.zst"))
        #expect(exists("out/quarantine/damaged.reason.txt"))
        #expect(exists("out/pubmed-sample.jsonl.zst"))
        let lines = try Program.run(["get", "99000001", "--from", folder.path("out/quarantine")])
        #expect(lines.status == 0)

        _ = try folder.write(text, to: "damaged.xml")
        #expect(try annotate([damaged]).status == 0)
        #expect(exists("out/damaged.jsonl.zst"))
        #expect(!exists("out/quarantine"))
    }

    @Test("a citation that cannot be read is listed, and the others go on")
    func problems() throws {
        let xml = """
            <PubmedArticleSet>
            <PubmedArticle><MedlineCitation><Article><ArticleTitle>No number.</ArticleTitle></Article>
            </MedlineCitation></PubmedArticle>
            <PubmedArticle><MedlineCitation><PMID Version="1">7</PMID><Article><ArticleTitle>Aspirin.</ArticleTitle>
            </Article></MedlineCitation></PubmedArticle>
            </PubmedArticleSet>
            """
        let file = try folder.write(Array(xml.utf8), to: "odd.xml")
        let result = try annotate([file])
        #expect(result.status == 65)
        #expect(result.errors.contains("citation 1"))
        let list = try String(decoding: bytes("out/odd.problems.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(list.count == 2)
        #expect(list.last?.hasPrefix("1\t\t") == true)
        #expect(try Program.run(["get", "7", "--from", folder.path("out")]).status == 0)
        let again = try annotate([file, "--resume"])
        #expect(again.status == 65)
        #expect(again.errors.contains("done before"))
        #expect(again.output.isEmpty)
    }

    @Test("of several versions and files, the highest version that is not deleted counts")
    func versions() throws {
        func set(_ elements: String) -> [UInt8] { Array("<PubmedArticleSet>\(elements)</PubmedArticleSet>".utf8) }
        func article(_ version: Int, _ title: String) -> String {
            "<PubmedArticle><MedlineCitation><PMID Version=\"\(version)\">900</PMID><Article><ArticleTitle>\(title)"
                + "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        }
        func deletion(_ version: Int) -> String {
            "<DeleteCitation><PMID Version=\"\(version)\">900</PMID></DeleteCitation>"
        }
        let files = [
            try folder.write(set(article(1, "First.") + article(2, "Second.")), to: "n0001.xml"),
            try folder.write(set(deletion(1)), to: "n0002.xml"),
            try folder.write(set(article(2, "Second, revised.")), to: "n0003.xml"),
        ]
        #expect(try annotate(files).status == 0)
        let text = try Program.run(["get", "900", "--from", folder.path("out"), "--format", "text"]).output
        #expect(text.contains("version 2") && text.contains("Second, revised."))
        #expect(try annotate([folder.write(set(deletion(2)), to: "n0004.xml")]).status == 0)
        let deleted = try Program.run(["get", "900", "--from", folder.path("out")]).output
        #expect(deleted.contains("\"status\":\"deleted\""))
    }

    @Test("what is missing is named, and the rest is done")
    func missing() throws {
        let result = try annotate([folder.path("absent.xml"), sample])
        #expect(result.status == 66)
        #expect(result.errors.contains("absent.xml"))
        let empty = folder.path("empty")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        #expect(try annotate([empty]).status == 66)
        #expect(try annotate(["--manifest", folder.path("no-list.txt")]).status == 66)
        #expect(exists("out/pubmed-sample.jsonl.zst"))
    }

    @Test("usage errors end with 64, configuration errors with 78")
    func refused() throws {
        #expect(try annotate([]).status == 64)
        #expect(try annotate([sample, "--jobs", "0"]).status == 64)
        #expect(try annotate([sample, "--shard", "3/2"]).status == 64)
        let sameName = try folder.write([], to: "pubmed-sample.xml.gz")
        #expect(try annotate([sample, sameName]).status == 64)
        let bad = try folder.write(Array("name: a\nstages:\n  - type: entities\n".utf8), to: "bad.yaml")
        let pipeline = try annotate([sample, "--pipeline", bad])
        #expect(pipeline.status == 78)
        #expect(pipeline.errors.contains("bad.yaml:3:"))
        let model = try annotate([sample, "--model", folder.path("no-model")])
        #expect(model.status == 78)
        #expect(model.errors.contains("no-model"))
        #expect(!exists("out"))
    }

    @Test("a manifest is split among shards, and done inputs are left alone")
    func shards() throws {
        let text = try String(contentsOfFile: sample, encoding: .utf8)
        let names = ["a.xml", "b.xml", "c.xml"]
        let files = try names.map { try folder.write(Array(text.utf8), to: $0) }
        let list = "# inputs\n" + files.joined(separator: "\n") + "\n"
        let manifest = try folder.write(Array(list.utf8), to: "list.txt")
        #expect(try annotate(["--manifest", manifest, "--shard", "1/2"]).status == 0)
        #expect(exists("out/a.jsonl.zst") && !exists("out/b.jsonl.zst") && exists("out/c.jsonl.zst"))
        let second = try annotate(["--manifest", manifest])
        #expect(second.status == 0)
        #expect(second.output == folder.path("out/b.jsonl.zst") + "\n")
        #expect(second.errors.contains("2 inputs done before"))
    }

    @Test("--resume does again what another model made")
    func otherModel() throws {
        #expect(try annotate([sample]).status == 0)
        #expect(try annotate([sample, "--resume"]).output.isEmpty)
        let yaml = "name: split\nstages:\n  - type: sentences\n"
        let pipeline = try folder.write(Array(yaml.utf8), to: "split.yaml")
        let result = try annotate([sample, "--resume", "--pipeline", pipeline])
        #expect(!result.output.isEmpty)
    }

    // One job makes the work take seconds on any machine, so that a signal comes before its end.

    @Test("SIGTERM ends with 75 and leaves nothing half done")
    func terminated() throws {
        let input = try longInput(named: "long.xml", times: 40)
        let result = try annotate([input, "--jobs", "1"]) { process in
            try waitForPart(of: process)
            process.terminate()
        }
        #expect(result.status == 75, "\(result.errors)")
        #expect(!exists("out/long.jsonl.zst") && !exists("out/long.jsonl.zst.part"))
    }

    @Test("SIGUSR1 ends with 75 after the file in work")
    func afterFile() throws {
        let first = try longInput(named: "first.xml", times: 2)
        let result = try annotate([first, sample, "--jobs", "1"]) { process in
            try waitForPart(of: process)
            kill(process.processIdentifier, SIGUSR1)
        }
        #expect(result.status == 75, "\(result.errors)")
        #expect(exists("out/first.jsonl.zst") && !exists("out/pubmed-sample.jsonl.zst"))
    }

    @Test("after kill -9 the same command gives the undisturbed output")
    func killed() throws {
        let yaml = "name: split\nstages:\n  - type: sentences\nsink:\n  frame: 4KiB\n"
        let pipeline = ["--pipeline", try folder.write(Array(yaml.utf8), to: "split.yaml")]
        let input = try longInput(named: "long.xml", times: 40)
        let whole = try Data(contentsOf: URL(fileURLWithPath: input))
        #expect(try annotate([input, "--output", folder.path("undisturbed")] + pipeline).status == 0)

        // A pipe that stays open holds the run in the middle of its input.
        try FileManager.default.removeItem(atPath: input)
        try #require(mkfifo(input, 0o600) == 0)
        let half = try #require(FileHandle(forUpdatingAtPath: input))
        _ = fcntl(half.fileDescriptor, F_SETFL, O_NONBLOCK)
        var rest = whole.prefix(whole.count / 2)
        let result = try annotate([input] + pipeline) { process in
            try eventually("part of the output is written") {
                try #require(process.isRunning)
                let written = rest.withUnsafeBytes { write(half.fileDescriptor, $0.baseAddress, $0.count) }
                rest = rest.dropFirst(max(written, 0))
                return try rest.isEmpty && !bytes("out/long.jsonl.zst.part").isEmpty
            }
            kill(process.processIdentifier, SIGKILL)
        }
        #expect(result.status == 128 + SIGKILL)
        #expect(!exists("out/long.jsonl.zst") && exists("out/long.jsonl.zst.part"))

        try FileManager.default.removeItem(atPath: input)
        try whole.write(to: URL(fileURLWithPath: input))
        #expect(try annotate([input, "--resume"] + pipeline).status == 0)
        #expect(try bytes("out/long.jsonl.zst") == bytes("undisturbed/long.jsonl.zst"))
        #expect(!exists("out/long.jsonl.zst.part"))
    }

    @Test(
        "a full disk ends with 75 and names the remedy",
        .enabled(if: geteuid() == 0, "needs root to mount a small disk"))
    func fullDisk() throws {
        let disk = folder.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mounted = try Program.run(
            URL(fileURLWithPath: "/bin/mount"), ["-t", "tmpfs", "-o", "size=8k", "tmpfs", disk])
        guard mounted.status == 0 else { return withKnownIssue("this machine mounts nothing") { Issue.record() } }
        defer { _ = try? Program.run(URL(fileURLWithPath: "/bin/umount"), [disk]) }
        let result = try annotate([sample, "--output", disk])
        #expect(result.status == 75, "\(result.errors)")
        #expect(result.errors.contains("No space left"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
    }

    /// Waits until the run has begun its output.
    private func waitForPart(of process: Process) throws {
        try eventually("the output is begun") {
            try #require(process.isRunning)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("out"))) ?? []
            return names.contains { $0.hasSuffix(".part") }
        }
    }
}
