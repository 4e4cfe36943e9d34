import Configuration
import Foundation
import TestSupport
import Testing

@testable import Learning

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Experiments")
struct ExperimentTests {
    private let tiny: TinyTraining

    init() throws {
        var tiny = try TinyTraining()
        tiny.configuration.schedule.steps = 4
        self.tiny = tiny
    }

    private static let yaml = """
        name: pairs
        title: Two corpora
        training: here.yaml
        baseline: alone
        budget: {epochs: 1, sentences: 20, devel_sentences: 8, learning_rate: 1e-3, average: 0, seed: 5, batch_tokens: 64}
        variants:
          - {name: alone, separate: true, naming: none, paper: {Letters: 80.25, Digits: 70}}
          - {name: mixed, naming: none, paper: {Letters: 75.5, Digits: 71.5}}
          - {name: tagged, layer: 1, decoder: crf}
          - {name: same as mixed, naming: none, corpora: [Letters, Digits]}
          - {name: later, pending: needs more, paper: {Letters: 90, Digits: 90}}
        """

    private func experiment(_ yaml: String = yaml) throws -> ExperimentRun {
        ExperimentRun(
            try ExperimentDefinition(yaml: yaml, file: "pairs.yaml"), training: tiny.configuration,
            data: tiny.folder.url.path, output: tiny.folder.path("out"), jobs: 1)
    }

    @Test("a table is trained, compared and written; what is finished is not repeated")
    func table() throws {
        var names: [String] = []
        // Stopped in its third run, it goes on there.
        let stopped = try experiment().run { run, name in
            names.append(name)
            if names.count == 3 { run.stop() }
            return try run.run()
        }
        guard case .stopped(let run) = stopped else { throw Unexpected() }
        #expect(run == "2-corpora-none")
        guard
            case .finished(let result) = try experiment().run({ run, name in
                names.append(name)
                return try run.run()
            })
        else { throw Unexpected() }
        #expect(
            names == [
                "1/4 Letters-none", "2/4 Digits-none", "3/4 2-corpora-none", "3/4 2-corpora-none",
                "4/4 2-corpora-corpus-layer1-crf",
            ])
        _ = try experiment().run { _, _ in throw Unexpected() }

        #expect(result.head == ["Letters", "Digits", "mean"])
        #expect(result.rows.map(\.ours.count) == [2, 2, 2, 2, 2])
        #expect(result.rows[1].ours == result.rows[3].ours)
        #expect(result.rows[4].ours == [nil, nil])
        #expect(result.cells(of: 1, paper: true) == ["75.50 (-4.75)", "71.50 (+1.50)", "73.50 (-1.63)"])
        #expect(result.cells(of: 0, paper: true) == ["80.25", "70.00", "75.13"])
        #expect(result.cells(of: 2, paper: true) == ["-", "-", "-"])

        let markdown = try String(decoding: tiny.bytes("out/pairs.md"), as: UTF8.self)
        #expect(markdown.contains("| mixed | ours | "))
        #expect(markdown.contains("| later | ours: not yet, needs more | - | - | - |"))
        #expect(markdown.contains("1 epochs or 4 steps over 20 sentences"))
        let json = try JSONSerialization.jsonObject(with: tiny.bytes("out/pairs.json")) as? [String: Any]
        #expect((json?["rows"] as? [[String: Any]])?.count == 5)
        #expect(json?["seed"] as? Int == 5)
        #expect(XMLParser(data: try tiny.bytes("out/pairs.svg")).parse())
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/runs/Letters-none/checkpoint")))
    }

    private struct Unexpected: Error {}

    @Test("the budget goes before the training file, and equal runs of two tables share a folder")
    func budget() throws {
        let definition = try ExperimentDefinition(yaml: Self.yaml, file: "pairs.yaml")
        let plan = try ExperimentPlan(definition, training: tiny.configuration)
        let run = try #require(plan.runs[1].first).configuration
        #expect(run.schedule.epochs == 1 && run.schedule.batchTokens == 64 && run.schedule.seed == 5)
        #expect(run.sentences == 20 && run.evaluation.sentences == 8)
        #expect(run.optimizer.learningRate == 1e-3 && run.optimizer.average == nil)
        #expect(plan.runs.map(\.count) == [2, 1, 1, 1, 0])
        #expect(plan.distinct.count == 4)
        var other = definition
        other.name = "another"
        #expect(try ExperimentPlan(other, training: tiny.configuration).distinct == plan.distinct)
        other.budget.epochs = 2
        let longer = try ExperimentPlan(other, training: tiny.configuration)
        #expect(Set(longer.distinct.map(\.folder)).isDisjoint(with: plan.distinct.map(\.folder)))
    }

    @Test("the files of pipelines/experiments can be run", arguments: [3, 5, 6, 7])
    func files(table: Int) throws {
        let file = Fixtures.root.appendingPathComponent("pipelines/experiments/table\(table).yaml").path
        let definition = try ExperimentDefinition(contentsOf: file)
        let training = try TrainingConfiguration(contentsOf: definition.training)
        let plan = try ExperimentPlan(definition, training: training)
        #expect(definition.name == "table\(table)")
        #expect(plan.columns.count == (table == 6 ? 2 : 7))
        for (variant, runs) in zip(definition.variants, plan.runs) {
            #expect(Set(variant.paper.keys) == Set(plan.columns))
            #expect(runs.isEmpty == (variant.pending != nil))
        }
    }

    private static let head = "name: a\ntitle: b\ntraining: c\n"

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: "name: a", line: 1, words: ["no `title`"]),
        DefinitionFault(yaml: head, line: 1, words: ["no `variants`"]),
        DefinitionFault(yaml: head + "baseline: x\nvariants: [{name: y}]", line: 1, words: ["x", "`y`"]),
        DefinitionFault(yaml: head + "variants: [{name: y}, {name: y}]", line: 4, words: ["y", "again"]),
        DefinitionFault(yaml: head + "variants: [{name: y, naming: all}]", line: 4, words: ["`all`", "`both`"]),
        DefinitionFault(
            yaml: head + "variants: [{name: y, separate: true, corpora: [X]}]", line: 4, words: ["`separate`"]),
        DefinitionFault(
            yaml: head + "variants: [{name: y, paper: {X: high}}]", line: 4, words: ["`high`", "`paper` of y"]),
        DefinitionFault(
            yaml: head + "budget: {epoch: 1}\nvariants: [{name: y}]", line: 4, words: ["`epoch`", "`epochs`"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    settings:\n      optimizer: {rate: 1}", line: 7,
            words: ["`rate`", "`learning_rate`"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    settings:\n      schedule:\n        epochs: 0", line: 8,
            words: ["`epochs`", "1 to 1000"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    settings: {corpora: [X]}", line: 6,
            words: ["`settings` of y", "`corpora`", "`optimizer`"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    layer: 1\n    settings: {tags: {layer: 2}}", line: 7,
            words: ["sets `tags`", "`layer`", "leave one"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    decoder: crf\n    settings: {model: {decoder: crf}}", line: 7,
            words: ["sets `model.decoder`", "`decoder`"]),
    ]

    @Test("bad files are refused with what is wrong", arguments: faults)
    func refused(fault: DefinitionFault) {
        let complaints = fault.complaints { (yaml, file) throws(DefinitionError) in
            try ExperimentDefinition(yaml: yaml, file: file)
        }
        #expect(complaints == [])
    }

    @Test("corpora that the training file does not have are refused")
    func unknown() throws {
        for line in ["columns: [X]\nvariants: [{name: y}]", "variants: [{name: y, corpora: [X]}]"] {
            let yaml = "name: a\ntitle: b\ntraining: c\n\(line)"
            let definition = try ExperimentDefinition(yaml: yaml, file: "bad.yaml")
            let error = try #require(throws: DefinitionError.self) {
                try ExperimentPlan(definition, training: tiny.configuration)
            }
            #expect("\(error)".contains("Letters, Digits"))
        }
    }
}
