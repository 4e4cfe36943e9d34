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
            data: tiny.folder.url.path, output: tiny.folder.path("out"), jobs: 1, commit: "abc-dirty")
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
        try provenance(in: #require(json?["rows"] as? [[String: Any]]), markdown, result)
        #expect(XMLParser(data: try tiny.bytes("out/pairs.svg")).parse())
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/runs/Letters-none/checkpoint")))
    }

    /// Every run says by what, where and how long it was made, the stopped one too; a run that an older version left does
    /// not, and is kept.
    private func provenance(in rows: [[String: Any]], _ markdown: String, _ result: ExperimentResult) throws {
        let runs = rows.map { $0["runs"] as? [[String: Any]] ?? [] }
        #expect(runs.map(\.count) == [2, 1, 1, 1, 0])
        for run in runs.joined() {
            #expect(run["commit"] as? String == "abc-dirty")
            #expect(run["threads"] as? Int == 1)
            #expect((run["cores"] as? Int ?? 0) >= 1)
            #expect((run["processor"] as? String)?.isEmpty == false)
            let wall = try #require(run["wall_seconds"] as? Double), training = try #require(run["seconds"] as? Double)
            #expect(wall >= training - 0.1)
        }
        #expect(runs[1][0]["name"] as? String == runs[3][0]["name"] as? String)
        #expect(markdown.contains("4 runs at commit `abc-dirty` on "))
        #expect(markdown.contains("| minutes in all |"))
        let known = try #require(result.rows[0].wallSeconds)
        #expect(known > 0)

        let name = try #require(runs[1][0]["name"] as? String)
        let path = "out/runs/\(name)/result.json"
        var keys = try #require(JSONSerialization.jsonObject(with: tiny.bytes(path)) as? [String: Any])
        for key in ["provenance", "wallSeconds"] { #expect(keys.removeValue(forKey: key) != nil) }
        _ = try tiny.folder.write(JSONSerialization.data(withJSONObject: keys), to: path)
        guard case .finished(let old) = try experiment().run({ _, _ in throw Unexpected() }) else { throw Unexpected() }
        #expect(old.rows[1].runs[0].provenance == nil && old.rows[1].wallSeconds == nil)
        #expect(old.rows[1].ours == result.rows[1].ours)
        #expect(old.markdown.contains("1 run by a version that did not note program and machine."))
        #expect(old.json.contains("\"commit\":null,\"processor\":null"))
    }

    @Test("a commit is that of a checkout, with a mark when the checkout differs; elsewhere there is none")
    func commit() throws {
        let folder = try TemporaryDirectory()
        let outside = Provenance.commit(ofCheckout: folder.url.path)
        #expect(outside == nil)
        #expect(Provenance.commit(ofCheckout: folder.path("nowhere")) == nil)
        guard let git = Program.find("git") else { return }
        func run(_ arguments: String...) throws {
            let own = ["-C", folder.url.path, "-c", "user.name=x", "-c", "user.email=x@example.org"]
            #expect(try Program.run(git, own + arguments).status == 0)
        }
        let file = try folder.write(Array("one".utf8), to: "a")
        try run("init", "-q")
        try run("add", "a")
        try run("commit", "-q", "-m", "first")
        let clean = try #require(Provenance.commit(ofCheckout: folder.url.path))
        #expect(clean.count == 40 && clean.allSatisfy(\.isHexDigit))
        try Data("two".utf8).write(to: URL(fileURLWithPath: file))
        #expect(Provenance.commit(ofCheckout: folder.url.path) == clean + "-dirty")
        #expect(Provenance.current(commit: "given", threads: 2).commit == "given")
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

    static let faults: [(yaml: String, words: [String])] = [
        ("name: a", ["no `title`"]),
        ("name: a\ntitle: b\ntraining: c", ["no `variants`"]),
        ("name: a\ntitle: b\ntraining: c\nbaseline: x\nvariants: [{name: y}]", ["x", "`y`"]),
        ("name: a\ntitle: b\ntraining: c\nvariants: [{name: y}, {name: y}]", ["y", "again"]),
        ("name: a\ntitle: b\ntraining: c\nvariants: [{name: y, naming: all}]", ["`all`", "`both`"]),
        ("name: a\ntitle: b\ntraining: c\nvariants: [{name: y, separate: true, corpora: [X]}]", ["`separate`"]),
        ("name: a\ntitle: b\ntraining: c\nvariants: [{name: y, paper: {X: high}}]", ["`high`", "`paper` of y"]),
        ("name: a\ntitle: b\ntraining: c\nbudget: {epoch: 1}\nvariants: [{name: y}]", ["`epoch`", "`epochs`"]),
    ]

    @Test("bad files are refused with what is wrong", arguments: faults)
    func refused(yaml: String, words: [String]) throws {
        let error = try #require(throws: DefinitionError.self) {
            try ExperimentDefinition(yaml: yaml, file: "bad.yaml")
        }
        for word in words { #expect("\(error)".contains(word), "\(error)") }
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
