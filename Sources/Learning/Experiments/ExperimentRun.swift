internal import Configuration
internal import Files
internal import Foundation

/// Trains the variants of an experiment one after the other and gathers their scores.
///
/// Every run has a folder below the output; one that is finished holds `result.json` and is not repeated, one that was
/// stopped goes on from its checkpoint. Experiments that share an output folder share their runs; a run that was made
/// from another model, other corpora or by another parser is refused there.
public final class ExperimentRun: Sendable {
    /// How an experiment ended.
    public enum Outcome: Sendable {
        /// All runs are finished.
        case finished(ExperimentResult)
        /// It was stopped in a run.
        case stopped(run: String)
    }

    /// What is run, by turns.
    public typealias Session = (_ run: TrainingRun, _ name: String) throws -> TrainingRun.Outcome

    private let definition: ExperimentDefinition
    private let training: TrainingConfiguration
    private let data: String?
    private let syntax: String?, defaultSyntax: String?
    private let output: String
    private let jobs: Int
    private let commit: String?

    /// Makes an experiment; nothing is read or written yet.
    ///
    /// - Parameters:
    ///   - training: the configuration that the variants start from.
    ///   - data: folder of the corpora; nil for that of the configuration.
    ///   - syntax: folder of the model that parses the corpora for rows with features; nil for that of the configuration.
    ///   - defaultSyntax: the same where the configuration names none; nil where there is no such model.
    ///   - output: folder of runs and results, and of the syntax of the corpora, which all runs share.
    ///   - commit: the program's, for the results; nil for that of the checkout it lies in, where there is one.
    public init(
        _ definition: ExperimentDefinition, training: TrainingConfiguration, data: String?, syntax: String? = nil,
        defaultSyntax: String? = nil, output: String, jobs: Int, commit: String? = nil
    ) {
        self.definition = definition
        self.training = training
        self.data = data
        self.syntax = syntax
        self.defaultSyntax = defaultSyntax
        self.output = output
        self.jobs = jobs
        self.commit = commit
    }

    /// Runs what is not finished yet, in `session`, and writes NAME.md, NAME.json and NAME.svg.
    public func run(_ session: Session) throws -> Outcome {
        let plan = try ExperimentPlan(definition, training: training)
        try Folder.create(output)
        let all = plan.distinct
        let hasSeeds = Set(all.map(\.configuration.schedule.seed)).count > 1
        let provenance = Provenance.current(commit: commit, threads: jobs)
        var origin = RunOrigin(
            data: data ?? self.training.data ?? "", syntax: syntax ?? self.training.syntax ?? defaultSyntax)
        for (number, run) in all.enumerated() {
            let folder = "\(output)/runs/\(run.folder)", digest = origin.digest(of: run.configuration)
            if let record = try Self.record(in: folder) {
                guard record.origin == nil || record.origin == digest else {
                    throw TrainingError(.otherRun, path: folder)
                }
                continue
            }
            var name = "\(number + 1)/\(all.count) \(run.configuration.name)"
            if hasSeeds { name += " seed \(run.configuration.schedule.seed)" }
            let training = TrainingRun(
                run.configuration,
                options: .init(
                    data: data, output: folder, syntax: syntax, defaultSyntax: defaultSyntax,
                    parses: "\(output)/parses", jobs: jobs, resume: true, exports: false))
            let clock = RunClock(folder: folder)
            guard case .finished(let summary) = try session(training, name) else {
                try clock.stop()
                return .stopped(run: run.configuration.name)
            }
            try Self.keep(
                RunRecord(summary: summary, provenance: provenance, wallSeconds: clock.seconds, origin: digest),
                in: folder)
        }
        let records = try plan.runs.map { runs in
            try runs.compactMap { run in
                try Self.record(in: "\(output)/runs/\(run.folder)").map { record in
                    ExperimentResult.NamedRecord(
                        name: run.folder, seed: run.configuration.schedule.seed, record: record)
                }
            }
        }
        let result = ExperimentResult(
            definition: definition, training: training, columns: plan.columns, records: records)
        try write(result)
        return .finished(result)
    }

    private func write(_ result: ExperimentResult) throws {
        let chart = result.hasPaper ? ExperimentChart(result: result).svg : SettingsChart(result: result).svg
        for (suffix, text) in [("md", result.markdown), ("json", result.json), ("svg", chart)] {
            try AtomicFile.write(Array(text.utf8), to: "\(output)/\(definition.name).\(suffix)")
        }
    }

    /// The record of a run that is finished, or nil.
    private static func record(in folder: String) throws -> RunRecord? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/result.json") else { return nil }
        return try JSONDecoder().decode(RunRecord.self, from: data)
    }

    /// Keeps the record of a run; its checkpoint, which is large, is not needed any more.
    private static func keep(_ record: RunRecord, in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try AtomicFile.write(Array(try encoder.encode(record)), to: "\(folder)/result.json")
        try FileManager.default.removeItem(atPath: "\(folder)/checkpoint")
    }
}
