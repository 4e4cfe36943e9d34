import Documents
import Flow
import Foundation
import PubMed
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Runs over files, with a pipeline that needs no model")
struct AnnotatorTests {
    let folder: TemporaryDirectory
    let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
    var output: OutputFolder { OutputFolder(folder.path("out")) }

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func annotator(window: Int = 32, windowBytes: Int = 1 << 20, jobs: Int = 1) throws -> Annotator {
        var rules = SentencesStage()
        rules.method = .rules
        var definition = PipelineDefinition(
            name: "split", source: .standard, stages: [.init(rules)], sink: .standard)
        definition.source.window = window
        definition.source.windowBytes = windowBytes
        definition.source.capacity = 2
        return try Annotator(definition: definition, models: ModelLocations(), options: .init(jobs: jobs))
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test("windows and workers do not change the records", arguments: [(1, 1), (2, 3), (7, 2), (1000, 2)])
    func windows(window: Int, jobs: Int) throws {
        let reference = try annotator().annotate(sample, into: output, progress: .init())
        let expected = try bytes(reference.output)
        let other = OutputFolder(folder.path("other"))
        let report = try annotator(window: window, jobs: jobs).annotate(sample, into: other, progress: .init())
        #expect(try bytes(report.output) == expected)
        #expect(report.records == reference.records)
        let windows = (report.records + window - 1) / window
        #expect(report.stages.map(\.items) == [windows, windows, windows, windows])
    }

    @Test("a window closes at its bytes too")
    func windowBytes() throws {
        let report = try annotator(windowBytes: 1).annotate(sample, into: output, progress: .init())
        // Each citation with text closes a window; those without text travel with the next.
        #expect(report.stages[0].items > 20)
        #expect(report.stages[0].items <= report.records)
    }

    @Test("records come in file order, sentences and tokens filled in, and progress counts them")
    func records() throws {
        let progress = AnnotationProgress()
        let report = try annotator().annotate(sample, into: output, progress: progress)
        #expect(report.outcome == .complete)
        #expect(progress.records == report.records)
        let reader = try RecordFileReader(path: report.output)
        var positions: [Int] = []
        while let record = try reader.next() {
            positions.append(record.document.citation.source.position)
            #expect(record.model == nil)
            #expect(record.document.text.isEmpty == record.document.sentences.isEmpty)
            #expect(record.document.sentences.allSatisfy { !$0.tokens.isEmpty })
        }
        #expect(positions == Array(1...report.records))
    }

    @Test("an output is done when it is complete and of the same stages")
    func done() throws {
        let split = try annotator()
        #expect(split.earlier(sample, in: output).finished == nil)
        let report = try split.annotate(sample, into: output, progress: .init())
        #expect(split.earlier(sample, in: output).finished?.records == report.records)
        let nothing = PipelineDefinition(name: "none", source: .standard, stages: [], sink: .standard)
        let other = try Annotator(definition: nothing, models: ModelLocations(), options: .init(jobs: 1))
        #expect(other.earlier(sample, in: output).finished == nil)
        let whole = try bytes(report.output)
        try whole.dropLast(9).write(to: URL(fileURLWithPath: report.output))
        #expect(split.earlier(sample, in: output).finished == nil)
    }

    @Test("an output is out of date when its input has changed or its frames are cut differently")
    func outOfDate() throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: sample))
        let input = try folder.write(text, to: "input.xml")
        let split = try annotator()
        _ = try split.annotate(input, into: output, progress: .init())
        #expect(split.earlier(input, in: output).finished != nil)
        let single = try Annotator(
            definition: split.definition, models: ModelLocations(), options: .init(jobs: 1, singleFrame: true))
        #expect(single.earlier(input, in: output).finished == nil)
        _ = try folder.write(text + Data("\n".utf8), to: "input.xml")
        #expect(split.earlier(input, in: output).finished == nil)
    }

    @Test(
        "what was found out about an input is not looked up again, and an input that changes meanwhile is out of date")
    func digestOnce() throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: sample))
        let input = try folder.write(text, to: "input.xml")
        let annotator = try annotator()
        _ = try annotator.annotate(input, into: output, progress: .init())
        _ = try folder.write(text + Data("\n".utf8), to: "input.xml")
        let earlier = annotator.earlier(input, in: output)
        #expect(earlier.finished == nil)
        // Changed after it was looked at: the output says what was looked at.
        _ = try folder.write(text + Data("\n\n".utf8), to: "input.xml")
        _ = try annotator.annotate(input, into: output, progress: .init(), earlier: earlier)
        #expect(annotator.earlier(input, in: output).finished == nil)
        _ = try folder.write(text + Data("\n".utf8), to: "input.xml")
        #expect(annotator.earlier(input, in: output).finished != nil)
    }

    @Test("a stopped annotator leaves nothing and does no more files")
    func stopped() throws {
        let annotator = try annotator()
        annotator.stop()
        #expect(throws: Annotator.Stopped.self) {
            try annotator.annotate(sample, into: output, progress: .init())
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        #expect(names.isEmpty)
    }

    @Test("a file that is not there is an error of the caller, a damaged one a report")
    func damaged() throws {
        #expect(throws: PubMedError.self) {
            try annotator().annotate(folder.path("absent.xml"), into: output, progress: .init())
        }
        let empty = try folder.write([], to: "empty.xml.gz")
        let report = try annotator().annotate(empty, into: output, progress: .init())
        guard case .quarantined(let reason) = report.outcome else {
            Issue.record("an empty file was taken for complete")
            return
        }
        #expect(reason.contains("empty.xml.gz"))
        #expect(report.records == 0)
        #expect(report.output == output.quarantinedRecords(of: empty))
    }

    @Test(
        "outputs are named by their input",
        arguments: [
            ("a/pubmed26n0001.xml.gz", "pubmed26n0001"), ("X.XML", "X"), ("notes.txt", "notes.txt"), (".xml", ".xml"),
            ("a.b.xml", "a.b"),
        ])
    func names(input: String, name: String) {
        #expect(OutputFolder.name(of: input) == name)
    }
}
