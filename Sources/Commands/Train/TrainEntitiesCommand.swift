import ArgumentParser
import Configuration
import Foundation
import Learning
import Tensors

/// `syntag train entities`: the entity model, from a pre-trained encoder and labelled corpora.
struct TrainEntitiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Train the entity model on labelled corpora.",
        discussion: """
            DIR gets the model with the highest mean F1 on the devel splits so far (model/), the log (training.jsonl), the
            learning curves (curves.svg), and a checkpoint every few steps. The path of the model is printed on standard
            output. The result does not depend on --jobs. Where no corpus has a devel split, the model is that of the end.

            EXAMPLES
              syntag train entities --config pipelines/training/entities.yaml --data corpora/ --output trained/
              syntag train entities --config pipelines/training/entities.yaml --output trained/ --resume
              syntag evaluate entities --model trained/model --gold corpora/BC2GM/devel.tsv

            SIGTERM or Ctrl-C writes a checkpoint and ends with code 75; the same command with --resume goes on to the
            same result, also after a crash.
            """)

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

    func run() throws {
        OpenBLASKernel.selectBest()
        let signals = StopSignals()
        try reporting {
            try OpenBLASKernel.verify()
            var settings = try TrainingConfiguration(contentsOf: config)
            if let initialise { settings.initialise = initialise }
            let run = TrainingRun(
                settings, options: .init(data: data, output: output, jobs: threads.jobs, resume: resume))
            switch try TrainingSession(run, signals: signals).run() {
            case .stopped(let step):
                Console.message("syntag: stopped after step \(Format.count(step)); go on with --resume")
                return .tryAgain
            case .finished(let summary):
                for line in Self.table(summary) { Console.message(line) }
                Console.result("\(output)/model")
                return .done
            }
        }
    }

    /// The best scores, and what they took.
    private static func table(_ summary: TrainingSummary) -> [String] {
        var rows = zip(summary.corpora, summary.f1).map { [$0, Format.decimal($1, places: 2)] }
        if rows.count > 1 { rows.append(["mean", Format.decimal(summary.mean, places: 2)]) }
        let rate = Double(summary.tokens) / max(summary.seconds, 1e-9)
        var facts = rows.isEmpty ? "not scored: the model of " : "best at "
        facts += "step \(Format.count(summary.bestStep)) of \(Format.count(summary.steps)); "
        facts += "\(Format.count(summary.tokens)) sub-words in \(Format.duration(summary.seconds))"
        facts += " (\(Format.count(Int(rate)))/s)"
        return (rows.isEmpty ? [] : Table(head: ["devel", "F1"], rows: rows).lines) + [facts]
    }
}
