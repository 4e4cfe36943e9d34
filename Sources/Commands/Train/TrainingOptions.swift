import ArgumentParser
import Learning
import Tensors

/// What a training run of any task is given on the command line.
struct TrainingOptions: ParsableArguments {
    @Option(help: "Training file (YAML).", completion: .file())
    var config: String

    @Option(help: "Folder of the corpora; goes before `data` of the training file.", completion: .directory)
    var data: String?

    @Option(name: [.short, .long], help: "Folder for model, log and checkpoint.", completion: .directory)
    var output: String = "training"

    @Option(
        help: "Folder of the model to start from; goes before `initialise` of the training file.",
        completion: .directory)
    var initialise: String?

    @Flag(help: "Go on from the checkpoint in DIR, if there is one.")
    var resume = false

    @OptionGroup var threads: JobsOption

    /// Runs until the end or until a signal, and says what came of it.
    ///
    /// - Parameters:
    ///   - makeRun: makes the run of the training file that `config` names.
    ///   - table: the best scores as rows of a table, the head first.
    func train(
        makeRun: (TrainingRun.Options) throws -> TrainingRun, table: (TrainingSummary) -> [[String]]
    ) throws -> SystemExit {
        OpenBLASKernel.selectBest()
        let signals = StopSignals()
        try OpenBLASKernel.verify()
        let run = try makeRun(.init(data: data, output: output, jobs: threads.jobs, resume: resume))
        switch try TrainingSession(run, signals: signals).run() {
        case .stopped(let step):
            Console.message("syntag: stopped after step \(Format.count(step)); go on with --resume")
            return .tryAgain
        case .finished(let summary):
            let rows = table(summary)
            if rows.count > 1 {
                for line in Table(head: rows[0], rows: Array(rows.dropFirst())).lines { Console.message(line) }
            }
            Console.message(Self.facts(summary, isScored: rows.count > 1))
            Console.result("\(output)/model")
            return .done
        }
    }

    /// What the model took.
    private static func facts(_ summary: TrainingSummary, isScored: Bool) -> String {
        let rate = Double(summary.tokens) / max(summary.seconds, 1e-9)
        return (isScored ? "best at" : "not scored: the model of")
            + " step \(Format.count(summary.bestStep)) of \(Format.count(summary.steps)); "
            + "\(Format.count(summary.tokens)) sub-words in \(Format.duration(summary.seconds)) "
            + "(\(Format.count(Int(rate)))/s)"
    }
}
