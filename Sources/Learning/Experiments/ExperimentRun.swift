internal import Configuration
internal import Files
internal import Foundation
internal import Synchronization

/// Trains the variants of an experiment one after the other and gathers their scores.
///
/// Every run has a folder below the output; one that is finished holds `result.json` and is not repeated, one that was
/// stopped goes on from its checkpoint. Experiments that share an output folder share their runs.
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
    private let output: String
    private let jobs: Int

    /// Makes an experiment; nothing is read or written yet.
    ///
    /// - Parameters:
    ///   - training: the configuration that the variants start from.
    ///   - data: folder of the corpora; nil for that of the configuration.
    ///   - output: folder of runs and results.
    public init(
        _ definition: ExperimentDefinition, training: TrainingConfiguration, data: String?, output: String, jobs: Int
    ) {
        self.definition = definition
        self.training = training
        self.data = data
        self.output = output
        self.jobs = jobs
    }

    /// Runs what is not finished yet, in `session`, and writes NAME.md, NAME.json and NAME.svg.
    public func run(_ session: Session) throws -> Outcome {
        let plan = try ExperimentPlan(definition, training: training)
        try Folder.create(output)
        let all = plan.distinct
        for (number, run) in all.enumerated() {
            let folder = "\(output)/runs/\(run.folder)"
            guard try Self.summary(in: folder) == nil else { continue }
            let name = "\(number + 1)/\(all.count) \(run.configuration.name)"
            let training = TrainingRun(
                run.configuration,
                options: .init(data: data, output: folder, jobs: jobs, resume: true, exports: false))
            guard case .finished(let summary) = try session(training, name) else {
                return .stopped(run: run.configuration.name)
            }
            try Self.keep(summary, in: folder)
        }
        var summaries: [[TrainingSummary]] = []
        for runs in plan.runs {
            summaries.append(try runs.compactMap { try Self.summary(in: "\(output)/runs/\($0.folder)") })
        }
        let result = ExperimentResult(
            definition: definition, training: training, columns: plan.columns, summaries: summaries)
        try write(result)
        return .finished(result)
    }

    private func write(_ result: ExperimentResult) throws {
        let chart = result.hasPaper ? ExperimentChart(result: result).svg : SettingsChart(result: result).svg
        for (suffix, text) in [("md", result.markdown), ("json", result.json), ("svg", chart)] {
            let file = try AtomicFile(path: "\(output)/\(definition.name).\(suffix)")
            try file.write(Array(text.utf8))
            try file.commit()
        }
    }

    /// The result of a run that is finished, or nil.
    private static func summary(in folder: String) throws -> TrainingSummary? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/result.json") else { return nil }
        return try JSONDecoder().decode(TrainingSummary.self, from: data)
    }

    /// Keeps the result of a run; its checkpoint, which is large, is not needed any more.
    private static func keep(_ summary: TrainingSummary, in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let file = try AtomicFile(path: "\(folder)/result.json")
        try file.write(Array(try encoder.encode(summary)))
        try file.commit()
        try FileManager.default.removeItem(atPath: "\(folder)/checkpoint")
    }
}
