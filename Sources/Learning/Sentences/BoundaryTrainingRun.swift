internal import Files
internal import Foundation
internal import Scoring
internal import Sentences
internal import Synchronization

/// Training the model of sentences and tokens: from a configuration to a model folder.
///
/// The output folder gets `checkpoint` (the state after the last epoch), `training.jsonl` (the log), and, at the end,
/// `model`. An epoch takes seconds; a run that was stopped or killed begins the epoch it was in anew, and comes to the
/// same bits as one that was not.
public final class BoundaryTrainingRun: Sendable {
    /// How a run ended.
    public enum Outcome: Sendable, Equatable {
        /// All epochs are made; the scores of each corpus that has a dev split, in percent.
        case finished([Score])
        /// It was stopped after so many epochs.
        case stopped(epochs: Int)
    }

    /// The scores of a corpus, in percent.
    public struct Score: Sendable, Equatable {
        /// Name of the corpus.
        public var corpus: String
        /// F1 of sentences, share of documents whose sentences are all right, F1 of tokens.
        public var sentences: Double, wholeDocuments: Double, tokens: Double
    }

    /// How far the run is; candidates are counted as its sub-words.
    public let progress = TrainingProgress()

    private let configuration: BoundaryConfiguration
    private let data: String
    private let output: String
    private let resume: Bool
    private let stopRequested = Atomic(false)

    /// Makes a run; nothing is read or written yet.
    ///
    /// - Parameters:
    ///   - configuration: what it depends on.
    ///   - data: folder of the corpora; nil for that of the configuration, or else the present folder.
    ///   - output: the output folder.
    ///   - resume: whether to go on from a checkpoint, where there is one.
    public init(_ configuration: BoundaryConfiguration, data: String? = nil, output: String, resume: Bool = false) {
        self.configuration = configuration
        self.data = data ?? configuration.data ?? "."
        self.output = output
        self.resume = resume
    }

    /// Asks the run to end; from any thread.
    public func stop() { stopRequested.store(true, ordering: .relaxed) }

    /// Runs until all epochs are made, or until it is stopped.
    ///
    /// - Throws: `TreebankError`, `TrainingError`, `FileError`.
    public func run() throws -> Outcome {
        try Folder.create(output)
        let checkpoint = "\(output)/checkpoint"
        let isBegun = FileManager.default.fileExists(atPath: checkpoint)
        guard !isBegun || resume else { throw TrainingError(.occupied, path: output) }
        let trainer = try BoundaryTrainer(configuration, data: data)
        let first = isBegun ? try BoundaryCheckpoint.read(into: trainer, from: checkpoint) : 0
        let log = try TrainingLog(path: "\(output)/training.jsonl", steps: first)
        try log.write(
            "start", step: first,
            [
                ("name", .text(configuration.name)), ("digest", .text(trainer.digest)),
                ("epochs", .count(configuration.epochs)),
                ("sentence_candidates", .count(trainer.sentenceExamples.count)),
                ("token_candidates", .count(trainer.tokenExamples.count)),
            ])
        progress.update { $0.start = Double(min(first, configuration.epochs)) / Double(configuration.epochs) }
        var model = trainer.model()
        var scores = first >= configuration.epochs ? trainer.scores(of: model) : []
        for epoch in first..<max(first, configuration.epochs) {
            guard let losses = learn(epoch, trainer) else { return .stopped(epochs: epoch) }
            model = trainer.model()
            scores = trainer.scores(of: model)
            try write(losses, scores, epoch: epoch + 1, to: log)
            try BoundaryCheckpoint.write(trainer, epochs: epoch + 1, to: checkpoint)
        }
        let epochs = max(first, configuration.epochs)
        let folder = BoundaryModelFolder(
            path: "\(output)/model", configuration: configuration, epochs: epochs, scores: scores)
        try folder.write(model)
        try log.write("end", step: epochs, [])
        return .finished(
            scores.map {
                Score(
                    corpus: $0.name, sentences: $0.sentences.f1, wholeDocuments: $0.sentences.wholeDocumentShare,
                    tokens: $0.tokens.f1)
            })
    }

    /// Makes an epoch and gives its losses, or nil when it was stopped.
    private func learn(_ epoch: Int, _ trainer: BoundaryTrainer) -> (sentences: Double, tokens: Double)? {
        let candidates = trainer.sentenceExamples.count + trainer.tokenExamples.count
        return trainer.learn(epoch: epoch) { seen in
            progress.update { progress in
                progress.label = "epoch \(epoch + 1)/\(configuration.epochs)"
                progress.fraction =
                    (Double(epoch) + Double(seen) / Double(candidates)) / Double(configuration.epochs)
                progress.tokens = epoch * candidates + seen
            }
            return stopRequested.load(ordering: .relaxed)
        }
    }

    private func write(
        _ losses: (sentences: Double, tokens: Double), _ scores: [BoundaryScores], epoch: Int, to log: TrainingLog
    ) throws {
        progress.update { $0.loss = losses.tokens }
        try log.write(
            "epoch", step: epoch,
            [("sentence_loss", .number(losses.sentences)), ("token_loss", .number(losses.tokens))])
        for score in scores {
            try log.write("devel", step: epoch, [("corpus", .text(score.name)), ("scores", .scores(score.values))])
        }
    }
}
