import ArgumentParser
import Learning

/// `syntag train sentences`: the model of sentences and tokens, from running texts with gold ones.
struct TrainSentencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentences",
        abstract: "Train the model that finds sentences and tokens.",
        discussion: """
            DIR gets the model (model/), the log (training.jsonl) with the scores on the dev splits after each epoch, and a \
            checkpoint after each epoch. The path of the model is printed on standard output. It takes about a minute.

            EXAMPLES
              syntag train sentences --config pipelines/training/sentences.yaml --data treebank/ --output trained/
              syntag evaluate sentences --model trained/model --gold treebank/genia/raw/dev/*.txt

            SIGTERM or Ctrl-C ends with code 75; the same command with --resume goes on after the last whole epoch, to the \
            same result, also after a crash.
            """)

    @Option(help: "Training file (YAML).", completion: .file())
    var config: String

    @Option(help: "Folder of the texts; goes before `data` of the training file.", completion: .directory)
    var data: String?

    @Option(name: [.short, .long], help: "Folder for model, log and checkpoint.", completion: .directory)
    var output: String = "training"

    @Flag(help: "Go on from the checkpoint in DIR, if there is one.")
    var resume = false

    func run() throws {
        let signals = StopSignals()
        try reporting {
            let settings = try BoundaryConfiguration(contentsOf: config)
            let run = BoundaryTrainingRun(settings, data: data, output: output, resume: resume)
            signals.onStop { run.stop() }
            switch try Self.watched(run) {
            case .stopped(let epochs):
                Console.message("syntag: stopped after epoch \(epochs); go on with --resume")
                return .tryAgain
            case .finished(let scores):
                let rows = scores.map { score in
                    [score.corpus]
                        + [score.sentences, score.wholeDocuments, score.tokens].map { Format.decimal($0, places: 2) }
                }
                let head = ["dev", "sentences F1", "whole documents", "tokens F1"]
                for line in rows.isEmpty ? [] : Table(head: head, rows: rows).lines { Console.message(line) }
                Console.result("\(output)/model")
                return .done
            }
        }
    }

    /// Runs with a live line for the person.
    private static func watched(_ run: BoundaryTrainingRun) throws -> BoundaryTrainingRun.Outcome {
        let progress = run.progress
        let bar = ProgressBar {
            let state = progress.state
            return .init(
                fraction: state.fraction, label: state.label, done: state.tokens, noun: "candidates", start: state.start
            )
        }
        defer { bar.finish() }
        return try run.run()
    }
}
