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
          - {name: others, cited: true, paper: {Letters: 90}}
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
        #expect(result.cells(of: 4, paper: true) == ["90.00 (+9.75)", "-", "-"])
        #expect(result.cells(of: 2, paper: true) == ["-", "-", "-"])

        let markdown = try String(decoding: tiny.bytes("out/pairs.md"), as: UTF8.self)
        #expect(markdown.contains("| mixed | ours | "))
        #expect(markdown.contains("| others | published | 90.00 (+9.75) | - | - |\n\n"))
        #expect(markdown.contains("1 epochs or 4 steps over 20 sentences"))
        let json = try JSONSerialization.jsonObject(with: tiny.bytes("out/pairs.json")) as? [String: Any]
        let rows = try #require(json?["rows"] as? [[String: Any]])
        #expect(rows.map { $0["cited"] as? Bool } == [false, false, false, false, true])
        #expect(rows.map { ($0["seeds"] as? [Int]) ?? [] } == [[5], [5], [5], [5], []])
        #expect(rows[0]["ours_difference"] as? [NSNull] == [NSNull(), NSNull(), NSNull()])
        let ours = try #require(rows[1]["ours_difference"] as? [Double])
        let difference = try #require(result.rows[1].ours[0]) - #require(result.rows[0].ours[0])
        #expect(abs(ours[0] - difference) < 0.006)
        #expect(rows[1]["paper_difference"] as? [Double] == [-4.75, 1.5, -1.63])
        #expect(json?["seed"] as? Int == 5)
        try provenance(in: rows, markdown, result)
        let chart = try tiny.bytes("out/pairs.svg")
        #expect(XMLParser(data: chart).parse())
        for text in ["to alone", "-1.63", "75.13", "others"] {
            #expect(String(decoding: chart, as: UTF8.self).contains(">\(text)</text>"))
        }
        for run in result.rows.flatMap(\.runs) {
            #expect(FileManager.default.fileExists(atPath: tiny.folder.path("out/runs/\(run.name)/result.json")))
            #expect(!FileManager.default.fileExists(atPath: tiny.folder.path("out/runs/\(run.name)/checkpoint")))
        }
    }

    /// Every run says by what, where and how long it was made, the stopped one too; a run that an older version left
    /// does not, and is kept.
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

    @Test("the files of pipelines/experiments can be run", arguments: 2...7)
    func files(table: Int) throws {
        let file = Fixtures.root.appendingPathComponent("pipelines/experiments/table\(table).yaml").path
        let definition = try ExperimentDefinition(contentsOf: file)
        let training = try TrainingConfiguration(contentsOf: definition.training)
        let plan = try ExperimentPlan(definition, training: training)
        #expect(definition.name == "table\(table)")
        #expect(plan.columns.count == (table == 6 ? 2 : 7))
        for (variant, runs) in zip(definition.variants, plan.runs) {
            // The paper has no figure of BioKMNER on BC5CDR-disease.
            let absent: Set = variant.name.hasPrefix("KVMN") ? ["BC5CDR-disease"] : []
            #expect(variant.cited || Set(variant.paper.keys) == Set(plan.columns).subtracting(absent))
            #expect(!variant.paper.isEmpty && runs.isEmpty == variant.cited)
        }
        #expect(definition.baseline != nil)
    }

    private static let head = "name: a\ntitle: b\ntraining: c\n"

    private static let settings = """
        name: worth
        title: Settings
        training: here.yaml
        baseline: base
        budget: {epochs: 1, sentences: 20, devel_sentences: 8, learning_rate: 1e-3, average: 0, seed: 5, batch_tokens: 64}
        variants:
          - {name: base}
          - {name: rate & length, settings: {optimizer: {learning_rate: 2e-3}, schedule: {epochs: 3, steps: 6}}}
          - {name: average, settings: {optimizer: {average: 0.9}}}
          - {name: late, settings: {tags: {layer: 1}}}
          - {name: late as a key, layer: 1}
          - {name: field, settings: {model: {decoder: crf}, vocabulary: {additions: 2}}}
        """

    @Test("settings of a row go before the budget, and equal runs are one, whoever asks for them")
    func settingsPlan() throws {
        let definition = try ExperimentDefinition(yaml: Self.settings, file: "worth.yaml")
        let plan = try ExperimentPlan(definition, training: tiny.configuration)
        let runs = plan.runs.compactMap(\.first).map(\.configuration)
        #expect(runs[0].optimizer.learningRate == 1e-3 && runs[0].schedule.steps == 4)
        #expect(runs[1].optimizer.learningRate == 2e-3 && runs[1].schedule.epochs == 3 && runs[1].schedule.steps == 6)
        #expect(runs[1].schedule.batchTokens == 64 && runs[1].sentences == 20)
        #expect(runs[2].optimizer.average == 0.9)
        #expect(runs[3].tagLayer == 1 && runs[3] == runs[4])
        #expect(runs[5].model.decoder == .crf && runs[5].vocabulary?.additions == 2)
        #expect(plan.distinct.count == 5)
        let summary = "optimizer.learning_rate 2e-3, schedule.epochs 3, schedule.steps 6"
        #expect(definition.variants[1].settings?.summary == summary)

        // The baseline is the run that the table of the paper has for the same model.
        let yaml = Self.yaml.replacing("{name: tagged, layer: 1, decoder: crf}", with: "{name: tagged}")
        let table = try ExperimentPlan(ExperimentDefinition(yaml: yaml, file: ""), training: tiny.configuration)
        #expect(table.runs[2] == plan.runs[0])
    }

    @Test("settings that do not go with the training file are refused at their line")
    func settingsRefused() throws {
        var training = tiny.configuration
        training.model.labelSmoothing = 0.1
        let definition = try ExperimentDefinition(yaml: Self.settings, file: "worth.yaml")
        let error = try #require(throws: DefinitionError.self) { try definition.check(upon: training) }
        #expect(error.line == 12)
        #expect("\(error)".contains("label_smoothing"))
        try definition.check(upon: tiny.configuration)
    }

    @Test("a table of settings shows what each is worth; stopped between runs and inside one, it goes on to the same")
    func settingsTable() throws {
        var whole = try experiment(Self.settings)
        guard case .finished(let expected) = try whole.run({ run, _ in try run.run() }) else { throw Unexpected() }
        whole = ExperimentRun(
            try ExperimentDefinition(yaml: Self.settings, file: "worth.yaml"), training: tiny.configuration,
            data: tiny.folder.url.path, output: tiny.folder.path("again"), jobs: 1)
        // Every run is stopped after its third step, then the experiment is called again.
        var stops = 0
        var result: ExperimentResult?
        while result == nil {
            let outcome = try whole.run { run, _ in
                var options = run.options
                options.pauseAfter = 3
                return try TrainingRun(task: run.configuration, options: options).run()
            }
            switch outcome {
            case .stopped: stops += 1
            case .finished(let finished): result = finished
            }
        }
        #expect(stops == 5)
        #expect(result?.rows.map(\.ours) == expected.rows.map(\.ours))
        #expect(result?.rows.map(\.steps) == [4, 6, 4, 4, 4, 4])

        #expect(!expected.hasPaper)
        #expect(expected.worth(of: 0)[1] == "-")
        let mean = try #require(ExperimentResult.mean(expected.rows[1].ours))
        let base = try #require(ExperimentResult.mean(expected.rows[0].ours))
        let worth = expected.worth(of: 1)
        #expect(worth[0] == Percent.text(mean))
        #expect(worth[1] == (mean < base ? "" : "+") + Percent.text(mean - base))
        let markdown = try String(decoding: tiny.bytes("out/worth.md"), as: UTF8.self)
        #expect(
            markdown.contains("| rate & length | optimizer.learning_rate 2e-3, schedule.epochs 3, schedule.steps 6 | "))
        #expect(markdown.contains("| row | Letters | Digits |"))
        #expect(!markdown.contains("paper"))
        let json = try JSONSerialization.jsonObject(with: tiny.bytes("out/worth.json")) as? [String: Any]
        let rows = try #require(json?["rows"] as? [[String: Any]])
        #expect(rows.count == 6)
        #expect(rows[0]["difference"] is NSNull && rows[0]["paper"] == nil)
        #expect(rows[1]["difference"] is NSNumber && rows[1]["settings"] as? String == expected.rows[1].settings)
        #expect(rows[1]["subwords_per_second"] as? Int ?? 0 > 0)
        let chart = try tiny.bytes("out/worth.svg")
        #expect(XMLParser(data: chart).parse())
        #expect(String(decoding: chart, as: UTF8.self).contains("rate &amp; length"))
    }

    @Test("the table of settings can be run: a baseline that is table 3's, and rows that differ from it in one thing")
    func settingsFile() throws {
        let folder = Fixtures.root.appendingPathComponent("pipelines/experiments")
        func plan(_ name: String) throws -> (ExperimentDefinition, ExperimentPlan) {
            let definition = try ExperimentDefinition(contentsOf: folder.appendingPathComponent(name).path)
            let training = try TrainingConfiguration(contentsOf: definition.training)
            return (definition, try ExperimentPlan(definition, training: training))
        }
        let (definition, settings) = try plan("settings.yaml")
        let (_, table) = try plan("table3.yaml")
        #expect(settings.runs[0] == table.runs[2])
        #expect(settings.distinct.count == definition.variants.count)
        #expect(definition.variants.allSatisfy { $0.paper.isEmpty })
        #expect(
            definition.variants.map(\.name).prefix(3) == ["baseline", "learning rate 2.5e-4", "learning rate 1e-3"])
        #expect(Set(settings.runs.compactMap { $0.first?.configuration.tagLayer }) == [0, 1, 2, 3, 4])
    }

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
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    seeds: [1, 2]\n    settings: {schedule: {seed: 3}}", line: 7,
            words: ["sets `schedule.seed`", "`seeds`"]),
        DefinitionFault(
            yaml: head + "variants:\n  - name: y\n    features: {module: cfa}", line: 6,
            words: ["`features` of y", "no `context`"]),
        DefinitionFault(yaml: head + "seeds: [1, x]\nvariants: [{name: y}]", line: 4, words: ["`seeds`", "[1, 2, 3]"]),
        DefinitionFault(
            yaml: head + "seeds: [1, 2]\nbudget: {seed: 3}\nvariants: [{name: y}]", line: 1,
            words: ["`seeds`", "`seed`", "leave one"]),
        DefinitionFault(
            yaml: head + "variants: [{name: y, cited: true, naming: none}]", line: 4,
            words: ["y is `cited`", "`name` and `paper`"]),
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
