import Configuration
import Documents
import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("The stage of entities, with models that read syntax")
struct FeatureStageTests {
    private let sample = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
    private let syntax = Fixtures.url("syntax/tiny").path

    private func definition(_ stages: String...) throws -> PipelineDefinition {
        try PipelineDefinition(
            yaml: "name: mine\nstages:\n  - type: sentences\n    method: rules\n"
                + stages.map { "  - type: \($0)\n" }.joined(), file: "mine.yaml")
    }

    @Test(
        "A pipeline that does not provide what the model reads is refused with file, line and remedy",
        arguments: [("pos", "pos"), ("syn", "constituents"), ("dep", "dependencies")])
    func refused(context: String, missing: String) throws {
        let model = try FeatureModel(module: "cfa", context: context, labels: ["NP"])
        let models = ModelLocations(named: [model.folder.url.path, syntax])
        for stages in [["entities"], ["entities", "syntax"]] {
            let definition = try PipelineDefinition(
                yaml: "name: mine\nstages:\n  - type: sentences\n    method: rules\n"
                    + stages.map { "  - type: \($0)\n" }.joined(), file: "mine.yaml")
            let error = #expect(throws: DefinitionError.self) {
                try Annotator(definition: definition, models: models, options: .init(jobs: 1))
            }
            #expect(error?.file == "mine.yaml")
            #expect(error?.line == 5)
            #expect(
                error?.problem == "the model of stage `entities` reads \(missing), which nothing before it provides")
            #expect(error?.remedy == "put a stage `syntax` before it, or use a model that reads none")
        }
        #expect(throws: Never.self) {
            try Annotator(
                definition: definition("syntax", "entities"), models: models, options: .init(jobs: 1))
        }
    }

    @Test("The built-in pipeline serves models that read syntax and models that read none")
    func builtIn() throws {
        let model = try FeatureModel(module: "twa", context: "dep", labels: ["amod"])
        var definition = PipelineDefinition.standard
        var rules = SentencesStage()
        rules.method = .rules
        definition.stages[0] = .init(rules)
        for entities in [model.folder.url.path, Fixtures.url("entities/tiny").path] {
            let models = ModelLocations(named: [entities, Fixtures.url("syntax/tiny").path])
            let annotator = try Annotator(definition: definition, models: models, options: .init(jobs: 1))
            #expect(annotator.stages.count == 3)
        }
        definition.stages.remove(at: 1)
        let error = #expect(throws: DefinitionError.self) {
            try Annotator(
                definition: definition, models: ModelLocations(named: model.folder.url.path), options: .init(jobs: 1))
        }
        #expect(
            error?.description.hasPrefix("pipeline `pubmed`: the model of stage `entities` reads dependencies") == true)
    }

    @Test("A model that reads no syntax needs no stage of syntax, whatever its options")
    func plain() throws {
        let models = ModelLocations(named: Fixtures.url("entities/tiny").path)
        let annotator = try Annotator(definition: definition("entities"), models: models, options: .init(jobs: 1))
        #expect(annotator.stages.map(\.requires) == [[], []])
    }

    @Test("Windows and workers do not change what is tagged with syntax, and there is something")
    func records() throws {
        let model = try FeatureModel(module: "cfa", context: "dep", labels: ["amod", "nmod", "root"])
        let folder = try TemporaryDirectory()
        func bytes(jobs: Int, window: Int) throws -> Data {
            var definition = try definition("syntax", "entities")
            definition.source.window = window
            let annotator = try Annotator(
                definition: definition, models: ModelLocations(named: [model.folder.url.path, syntax]),
                options: .init(jobs: jobs))
            let output = OutputFolder(folder.path("\(jobs)-\(window)"))
            let report = try annotator.annotate(sample, into: output, progress: .init())
            #expect(report.entities > 0)
            return try Data(contentsOf: URL(fileURLWithPath: report.output))
        }
        #expect(try bytes(jobs: 1, window: 8) == bytes(jobs: 2, window: 3))
    }
}
