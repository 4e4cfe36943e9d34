import Configuration
import Entities
import Foundation
import TestSupport
import Testing

@testable import Learning

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Experiments with features and seeds")
struct FeatureExperimentTests {
    private let tiny: TinyTraining

    init() throws {
        var tiny = try TinyTraining()
        // Enough for scores above 0, too little for all of them to be alike.
        tiny.configuration.model.dropout = 0
        self.tiny = tiny
    }

    private struct Unexpected: Error {}

    private static let start = "name: pairs\ntitle: Two corpora\ntraining: here.yaml\nbaseline: alone\n"
    private static let budget = "epochs: 12, learning_rate: 1e-2, batch_tokens: 64"

    /// An experiment of rows without tags.
    private func definition(_ rows: [String], seeds: String? = nil) throws -> ExperimentDefinition {
        let list = rows.map { "  - {\($0), naming: none, paper: {Letters: 75.5}}\n" }.joined()
        let budget = "budget: {\(Self.budget)\(seeds == nil ? ", seed: 5" : "")}\n"
        let yaml = Self.start + (seeds.map { "seeds: \($0)\n" } ?? "") + budget + "variants:\n" + list
        return try ExperimentDefinition(yaml: yaml, file: "pairs.yaml")
    }

    /// Runs it to its end and notes the names of the runs.
    private func run(
        _ definition: ExperimentDefinition, to output: String = "out", syntax: String? = nil
    ) throws -> (names: [String], result: ExperimentResult) {
        let experiment = ExperimentRun(
            definition, training: tiny.configuration, data: tiny.folder.url.path, syntax: syntax,
            output: tiny.folder.path(output), jobs: 1)
        var names: [String] = []
        let outcome = try experiment.run { run, name in
            names.append(name)
            return try run.run()
        }
        guard case .finished(let result) = outcome else { throw Unexpected() }
        return (names, result)
    }

    @Test("table 2 has every module over every feature; tables and figure share the runs that they can")
    func shared() throws {
        let folder = Fixtures.root.appendingPathComponent("pipelines/experiments")
        func plan(_ name: String) throws -> (definition: ExperimentDefinition, runs: [String: [ExperimentPlan.Run]]) {
            let definition = try ExperimentDefinition(contentsOf: folder.appendingPathComponent(name).path)
            let plan = try ExperimentPlan(definition, training: .init(contentsOf: definition.training))
            return (definition, Dictionary(uniqueKeysWithValues: zip(definition.variants.map(\.name), plan.runs)))
        }
        let second = try plan("table2.yaml"), third = try plan("table3.yaml"), fourth = try plan("table4.yaml")
        let kinds = second.definition.variants.compactMap { variant in
            variant.features.map { "\(variant.name): \($0.module.rawValue) \($0.context.rawValue)" }
        }
        let expected = ["KVMN", "TWA", "CFA"].flatMap { module in
            ["POS", "Syn", "Dep"].map { "\(module) \($0): \(module.lowercased()) \($0.lowercased())" }
        }
        #expect(kinds == expected)
        #expect(second.runs["CFA Dep"]?.count == 7)
        #expect(second.runs["STM"] == third.runs["STM"])
        #expect(third.runs["CFA-MTM"] == fourth.runs["CFA-MTM"])
        #expect(third.runs["MTM"] == (try plan("table5.yaml").runs["MTM"]))
        #expect(third.runs["MTM"] == (try plan("table7.yaml").runs["DN"]))

        let figure = try plan("figure6.yaml")
        #expect(
            figure.definition.variants.map { $0.features?.labelSize } == [32, 128, 256, nil, 768, 1024])
        #expect(figure.runs.values.allSatisfy { $0.map(\.configuration.schedule.seed) == [1, 2, 3] })
        let same = second.runs["CFA POS"]?.first { $0.configuration.corpora.map(\.name) == ["NCBI-disease"] }
        #expect(same != nil && figure.runs["d2 = d1 = 384"]?.first == same)
    }

    @Test("rows with several seeds show mean and spread; a run of one of them is shared")
    func seeds() throws {
        let rows = ["name: alone, separate: true", "name: mixed", "name: once, seeds: [6], layer: 1"]
        let definition = try definition(rows, seeds: "[5, 6, 7]")
        let plan = try ExperimentPlan(definition, training: tiny.configuration)
        #expect(plan.runs.map(\.count) == [6, 3, 1])
        #expect(plan.runs[1].map(\.configuration.schedule.seed) == [5, 6, 7])
        #expect(Set(plan.runs[1].map(\.configuration.name)) == ["2-corpora-none"])
        let single = try ExperimentPlan(self.definition(rows), training: tiny.configuration)
        #expect(single.runs.map(\.count) == [2, 1, 1])
        #expect(plan.runs[1][0] == single.runs[1][0])

        let (names, result) = try run(definition)
        #expect(names.prefix(2) == ["1/10 Letters-none seed 5", "2/10 Digits-none seed 5"])
        #expect(result.rows.map(\.seeds) == [[5, 6, 7], [5, 6, 7], [6]])
        // Against the scores that the runs have left.
        let scores = try plan.runs[1].map { run in
            let json = try JSONSerialization.jsonObject(with: tiny.bytes("out/runs/\(run.folder)/result.json"))
            return try #require((json as? [String: Any])?["f1"] as? [Double])
        }
        for column in 0..<2 {
            let own = scores.map { $0[column] }, mean = own.reduce(0, +) / 3
            let deviation = (own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
            #expect(abs(try #require(result.rows[1].ours[column]) - mean) < 1e-9)
            #expect(abs(try #require(result.rows[1].spread[column]) - deviation) < 1e-9)
            let cell = result.cells(of: 1, paper: false)[column]
            #expect(cell.hasPrefix("\(Percent.text(mean)) ± \(Percent.text(deviation)) ("))
        }
        #expect(Set(scores.joined()).count > 2, "\(scores)")
        let json = try JSONSerialization.jsonObject(with: tiny.bytes("out/pairs.json")) as? [String: Any]
        let mixed = try #require((json?["rows"] as? [[String: Any]])?[1])
        let base = result.scores(of: 0, paper: false), own = result.scores(of: 1, paper: false)
        for (column, difference) in try #require(mixed["ours_difference"] as? [Double]).enumerated() {
            #expect(abs(difference - (try #require(own[column]) - #require(base[column]))) < 0.006)
        }
        #expect((mixed["spread"] as? [Double])?.contains { $0 > 0 } == true)
        let means = scores.map { ($0[0] + $0[1]) / 2 }, mean = means.reduce(0, +) / 3
        let deviation = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
        #expect(abs(try #require(result.rows[1].meanSpread) - deviation) < 1e-9)
        #expect(result.rows[2].spread == [nil, nil] && result.rows[2].meanSpread == nil)
        #expect(!result.cells(of: 2, paper: false)[0].contains("±"))
        #expect(result.markdown.contains("seeds 5, 6, 7 (mean ± standard deviation)"))
        #expect(XMLParser(data: try tiny.bytes("out/pairs.svg")).parse())
    }

    @Test("rows with features share the syntax of their corpora, which is found once")
    func features() throws {
        let definition = try definition([
            "name: alone", "name: one, features: {module: cfa, context: dep, label_size: 4}",
            "name: two, separate: true, features: {module: kvmn, context: pos}",
        ])
        #expect(definition.variants[1].features == .init(module: .cfa, context: .dep, labelSize: 4))
        let (names, result) = try run(definition, syntax: Fixtures.url("syntax/tiny").path)
        #expect(
            names == [
                "1/4 2-corpora-none", "2/4 2-corpora-none-cfa-dep", "3/4 Letters-none-kvmn-pos",
                "4/4 Digits-none-kvmn-pos",
            ])
        #expect(result.rows[1].ours.allSatisfy { $0 != nil } && result.rows[2].ours.allSatisfy { $0 != nil })
        #expect(result.rows[1].settings == "cfa over dep, label_size 4")
        let files = try FileManager.default.contentsOfDirectory(atPath: tiny.folder.path("out/parses"))
        #expect(files.count == 4)
        let logs = try result.rows[2].runs.map { try tiny.log("out/runs/\($0.name)").first }
        #expect(logs.allSatisfy { $0?["files_parsed"] as? Int == 0 && $0?["parses_read"] as? Int == 2 })

        // Another parser in the same folder is no reason to show its scores, nor to lose those that are there.
        let parser = try TinyFeatureTraining().otherSyntaxModel(in: tiny.folder)
        let other = try #require(throws: TrainingError.self) { try run(definition, syntax: parser) }
        #expect(other.kind == .otherRun && other.path.contains("2-corpora-none-cfa-dep"))
        #expect(try run(definition, syntax: Fixtures.url("syntax/tiny").path).names.isEmpty)

        let error = try #require(throws: TrainingError.self) { try run(definition, to: "none") }
        #expect(error.kind == .noSyntaxModel(named: false))
    }
}
