internal import Files
internal import Foundation
internal import Synchronization
internal import Tensors

/// A training run: from a configuration to a model folder, with checkpoints on the way.
///
/// The output folder gets `checkpoint` (where the run stands), `training.jsonl` (the log), `curves.svg`, and `model`,
/// the model with the highest mean score on devel so far. A run that was stopped or killed goes on from its checkpoint
/// to the same bits as one that was not.
public final class TrainingRun: Sendable {
    /// How a run ended.
    public enum Outcome: Sendable, Equatable {
        /// All steps are made.
        case finished(TrainingSummary)
        /// It was stopped; the checkpoint holds where it stands.
        case stopped(step: Int)
    }

    /// What a run is given beside its configuration.
    public struct Options: Sendable {
        /// Folder of the corpora; nil for that of the configuration.
        public var data: String?
        /// The output folder.
        public var output: String
        /// Folder of the model that parses corpora, where contexts are mixed in; nil for that of the configuration.
        public var syntax: String?
        /// The same where the configuration names none; nil where there is no such model.
        public var defaultSyntax: String?
        /// Folder that keeps the syntax of corpora for the next run; nil for `parses` in the output folder.
        public var parses: String?
        /// Number of threads; the result does not depend on it.
        public var jobs: Int
        /// Whether to go on from a checkpoint, where there is one.
        public var resume: Bool
        /// Whether to write `model`.
        public var exports: Bool
        /// The run stops after this many steps of its own, as if it was asked to; nil for never.
        public var pauseAfter: Int?

        /// Makes options.
        public init(
            data: String? = nil, output: String, syntax: String? = nil, defaultSyntax: String? = nil,
            parses: String? = nil, jobs: Int = 1, resume: Bool = false, exports: Bool = true, pauseAfter: Int? = nil
        ) {
            self.data = data
            self.output = output
            self.syntax = syntax
            self.defaultSyntax = defaultSyntax
            self.parses = parses
            self.jobs = jobs
            self.resume = resume
            self.exports = exports
            self.pauseAfter = pauseAfter
        }
    }

    /// How far the run is.
    public let progress = TrainingProgress()

    let configuration: any TrainingTask
    let options: Options
    private let stopRequested = Atomic(false)

    var isStopRequested: Bool { stopRequested.load(ordering: .relaxed) }
    var checkpointPath: String { "\(options.output)/checkpoint" }

    /// Makes a run of the entity model; nothing is read or written yet.
    public convenience init(_ configuration: TrainingConfiguration, options: Options) {
        self.init(task: configuration, options: options)
    }

    init(task: any TrainingTask, options: Options) {
        configuration = task
        self.options = options
    }

    /// Asks the run to write a checkpoint and end; from any thread.
    public func stop() { stopRequested.store(true, ordering: .relaxed) }

    /// Runs until all steps are made, or until it is stopped.
    ///
    /// - Throws: `CorpusError`, `TrainingError`, `FileError`, and what the encoder and vocabulary say about the start.
    public func run() throws -> Outcome {
        try Folder.create(options.output)
        let known = try Checkpoint.state(at: checkpointPath)
        guard known == nil || options.resume else { throw TrainingError(.occupied, path: options.output) }
        do {
            return try proceed(with: configuration, from: known)
        } catch is StoppedPreparing {
            return .stopped(step: known?.step ?? 0)
        }
    }

    private func proceed(with task: some TrainingTask, from known: RunState?) throws -> Outcome {
        let prepared = try task.prepare(
            RunResources(
                data: options.data, jobs: options.jobs, syntax: options.syntax, defaultSyntax: options.defaultSyntax,
                parses: options.parses ?? "\(options.output)/parses", progress: progress,
                isStopped: { self.isStopRequested }))
        var state = RunState(digest: prepared.digest)
        if let known {
            guard known.digest == prepared.digest else { throw TrainingError(.otherRun, path: checkpointPath) }
            state = try Checkpoint.read(into: prepared.trainer, from: checkpointPath)
        }
        let log = try TrainingLog(path: "\(options.output)/training.jsonl", steps: state.step)
        progress.update { progress in
            progress.start = Double(state.step) / Double(prepared.steps.total)
            progress.fraction = progress.start
        }
        let announcement: [(String, TrainingLog.Value)] = [
            ("name", .text(configuration.name)), ("digest", .text(prepared.digest)),
            ("steps", .count(prepared.steps.total)),
        ]
        let machine: [(String, TrainingLog.Value)] = [
            ("jobs", .count(options.jobs)), ("kernel", .text(OpenBLASKernel.description)),
        ]
        try log.write("start", step: state.step, announcement + prepared.facts + machine)
        var loop = TrainingLoop(run: self, prepared: prepared, log: log, state: state)
        return try loop.proceed()
    }
}

/// What came of a run.
public struct TrainingSummary: Sendable, Equatable, Codable {
    /// Names of the corpora that were scored.
    public var corpora: [String]
    /// Their scores at the best evaluation, percent: F1 of entities; for syntax the mean of labelled attachment and
    /// bracket F1; for encoders the masked accuracy.
    public var f1: [Double]
    /// Every measure at the best evaluation, where a task has several.
    public var measures: [Measure]?
    /// Steps before the best evaluation, and of the whole run.
    public var bestStep: Int, steps: Int
    /// Sub-words seen, and seconds that training took, without evaluation.
    public var tokens: Int, seconds: Double

    /// A measure of a corpus.
    public struct Measure: Sendable, Equatable, Codable {
        /// "GENIA LAS".
        public var name: String
        /// In percent, but for losses and perplexities.
        public var score: Double
    }

    /// The mean of the scores.
    public var mean: Double { f1.isEmpty ? 0 : f1.reduce(0, +) / Double(f1.count) }
}
