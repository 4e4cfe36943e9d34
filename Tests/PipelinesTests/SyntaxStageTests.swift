import Documents
import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("The stage of syntax, with a tiny random model")
struct SyntaxStageTests {
    private let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
    private let models = ModelLocations(named: [Fixtures.url("syntax/tiny").path])

    private func records(_ jobs: Int, window: Int, in folder: TemporaryDirectory) throws -> String {
        var rules = SentencesStage()
        rules.method = .rules
        var definition = PipelineDefinition(
            name: "syntax", source: .standard, stages: [.init(rules), .init(SyntaxStage())],
            sink: .standard)
        definition.source.window = window
        let annotator = try Annotator(definition: definition, models: models, options: .init(jobs: jobs))
        let output = OutputFolder(folder.path("\(jobs)-\(window)"))
        return try annotator.annotate(sample, into: output, progress: .init()).output
    }

    @Test("every sentence of a file gets its syntax, and the record says the model")
    func records() throws {
        let folder = try TemporaryDirectory()
        let reader = try RecordFileReader(path: records(1, window: 8, in: folder))
        var sentences = 0
        while let record = try reader.next() {
            #expect(record.model?.name == "tiny-syntax")
            for sentence in record.document.sentences {
                sentences += 1
                #expect(sentence.tokens.allSatisfy { $0.xpos != nil && $0.upos != nil })
                #expect(sentence.dependencies?.heads.filter { $0 == 0 }.count == 1)
                #expect(sentence.constituents?.constituents.first?.last == sentence.tokens.count - 1)
            }
        }
        #expect(sentences > 50)
    }

    @Test("windows and workers do not change the records")
    func windows() throws {
        let folder = try TemporaryDirectory()
        let first = try Data(contentsOf: URL(fileURLWithPath: records(1, window: 8, in: folder)))
        let second = try Data(contentsOf: URL(fileURLWithPath: records(3, window: 3, in: folder)))
        #expect(first == second)
    }

    @Test("a model is told by its task, wherever it is named")
    func locations() throws {
        let syntax = Fixtures.url("syntax/tiny").path, entities = Fixtures.url("entities/tiny").path
        let both = ModelLocations(named: [entities, syntax])
        #expect(try both.folder(of: .syntax) == syntax)
        #expect(try both.folder(of: .entities) == entities)
        #expect(try both.folder(of: .syntax, named: "in the pipeline") == syntax)
        #expect(try ModelLocations(named: entities).folder(of: .syntax, named: "in the pipeline") == "in the pipeline")
        #expect(try ModelLocations(named: "/nowhere").folder(of: .syntax, named: "in the pipeline") == "/nowhere")
        let folder = try TemporaryDirectory()
        for (task, model) in [("syntax", syntax), ("entities", entities)] {
            try FileManager.default.createSymbolicLink(atPath: folder.path(task), withDestinationPath: model)
        }
        let holder = ModelLocations(named: folder.url.path)
        #expect(try holder.folder(of: .entities) == folder.path("entities"))
        #expect(try holder.folder(of: .syntax) == folder.path("syntax"))
        let missing = ModelLocations.NotFound(task: .sentences, tried: ["here"])
        #expect("\(missing)".contains("no model for sentences found (looked into here)"))
        #expect(ModelLocations.task(of: syntax) == .syntax)
        #expect(ModelLocations.task(of: "/nowhere") == nil)
    }

    @Test("a tag that the model does not have is refused when the pipeline is made ready")
    func unknownTag() throws {
        var stage = SyntaxStage()
        stage.tag = "WSJ"
        let error = try #require(throws: (any Error).self) { try stage.prepare(models: models) }
        #expect("\(error)".contains("choose from CRAFT, GENIA"))
    }
}
