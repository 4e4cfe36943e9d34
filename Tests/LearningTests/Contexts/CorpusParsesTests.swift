import Entities
import Files
import Foundation
import Syntax
import TestSupport
import Testing

@testable import Learning

@Suite("The syntax of corpora is found once")
struct CorpusParsesTests {
    private let tiny: TinyFeatureTraining

    init() throws { tiny = try TinyFeatureTraining() }

    private func parses(_ resources: RunResources? = nil) throws -> CorpusParses {
        try CorpusParses(tiny.configuration, resources: resources ?? .init(parses: tiny.folder.path("parses")))
    }

    private func find(_ parses: CorpusParses, name: String = "Letters/train.tsv") throws -> [WordSyntax] {
        let path = tiny.folder.path(name)
        return try parses.syntax(of: BIOCorpus(path: path).sentences, name: name, corpus: .ofFile(path))
    }

    @Test("by the parser, then it is read; equal words give equal syntax, on any number of threads")
    func once() throws {
        let first = try parses(), found = try find(first)
        #expect(first.parsed == 1 && first.read == 0)
        let second = try parses()
        #expect(try find(second) == found)
        #expect(second.parsed == 0 && second.read == 1 && second.repaired.isEmpty)
        let third = try parses(.init(jobs: 3, parses: tiny.folder.path("other")))
        #expect(try find(third) == found)

        let sentences = try BIOCorpus(path: tiny.folder.path("Letters/train.tsv")).sentences
        let parser = try SyntaxParser(model: SyntaxModel(folder: Fixtures.url("syntax/tiny").path))
        #expect(parser.parse(sentences.map(\.words)).map(WordSyntax.init) == found)
        let names = try FileManager.default.contentsOfDirectory(atPath: tiny.folder.path("parses"))
        #expect(names.count == 1 && names[0].hasPrefix("Letters-train.tsv-") && names[0].hasSuffix(".conllu"))
    }

    @Test("anew when the corpus or the model has changed")
    func changed() throws {
        _ = try find(try parses())
        _ = try tiny.folder.write(Array("a\tB\nb\tO\n".utf8), to: "Letters/train.tsv")
        let other = try parses()
        #expect(try find(other).map(\.wordCount) == [2])
        #expect(other.parsed == 1 && other.repaired.isEmpty)

        let third = try parses(.init(syntax: tiny.otherSyntaxModel(), parses: tiny.folder.path("parses")))
        _ = try find(third)
        #expect(third.parsed == 1 && third.repaired.isEmpty)
    }

    @Test("anew when what was kept is damaged, which is said")
    func damaged() throws {
        let found = try find(try parses())
        let name = try tiny.parseFile("Letters-train.tsv"), path = tiny.folder.path(name)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        _ = try tiny.folder.write(whole.dropLast(7), to: name)
        let other = try parses()
        #expect(try find(other) == found)
        #expect(other.parsed == 1)
        #expect(other.repaired.count == 1 && other.repaired[0].hasPrefix("\(path):3: its digest"))
        #expect(other.facts.contains { $0.0 == "parses_repaired" })
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }

    @Test("not without a model, and the error says what to do")
    func missing() throws {
        var none = tiny.configuration
        none.syntax = nil
        let absent = try #require(throws: TrainingError.self) { try CorpusParses(none, resources: .init()) }
        #expect(absent.kind == .noSyntaxModel(named: false))
        #expect("\(absent)".contains("syntag train syntax") && "\(absent)".contains("--syntax-model"))
        let named = try #require(throws: TrainingError.self) {
            try CorpusParses(none, resources: .init(syntax: tiny.folder.path("nowhere")))
        }
        #expect(named.kind == .noSyntaxModel(named: true) && named.path.contains("nowhere"))
        // The command line goes before the file, and the file before the model that comes with Syntag.
        let tinyModel = Fixtures.url("syntax/tiny").path
        #expect(throws: Never.self) { try CorpusParses(none, resources: .init(defaultSyntax: tinyModel)) }
        none.syntax = tiny.folder.path("nowhere")
        #expect(throws: Never.self) { try CorpusParses(none, resources: .init(syntax: tinyModel)) }
        #expect(throws: TrainingError.self) { try CorpusParses(none, resources: .init(defaultSyntax: tinyModel)) }
    }

    @Test("a run that is stopped while it parses goes on with what it has kept")
    func stopped() throws {
        let looks = Counter()
        let resources = RunResources(
            data: tiny.folder.url.path, parses: tiny.folder.path("parses"), isStopped: { looks.next() > 2 })
        #expect(throws: StoppedPreparing.self) { try PreparedRun(tiny.configuration, resources) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: tiny.folder.path("parses")).count == 2)
        let run = TrainingRun(
            tiny.configuration, options: .init(data: tiny.folder.url.path, output: tiny.folder.path("out")))
        run.stop()
        #expect(try run.run() == .stopped(step: 0))
    }

    private final class Counter {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}
