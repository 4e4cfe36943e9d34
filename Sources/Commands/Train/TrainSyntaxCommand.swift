import ArgumentParser
import Configuration
import Learning

/// `syntag train syntax`: the parser, from a pre-trained encoder and treebanks.
struct TrainSyntaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syntax",
        abstract: "Train the syntax model on treebanks.",
        discussion: """
            A treebank's split is two files of the same sentences: dependencies (SPLIT.conllu) and constituents \
            (SPLIT.trees). DIR gets the model with the highest mean of labelled attachment and bracket F1 on the dev splits \
            so far (model/), the log (training.jsonl), the learning curves (curves.svg), and a checkpoint every few steps. \
            The path of the model is printed on standard output. The result does not depend on --jobs.

            EXAMPLES
              syntag train syntax --config pipelines/training/syntax.yaml --data treebank/ --output trained/
              syntag train syntax --config pipelines/training/syntax.yaml --output trained/ --resume

            SIGTERM or Ctrl-C writes a checkpoint and ends with code 75; the same command with --resume goes on to the \
            same result, also after a crash.
            """)

    @OptionGroup var options: TrainingOptions

    func run() throws {
        try reporting {
            try options.train(
                makeRun: { run in
                    var settings = try SyntaxTrainingConfiguration(contentsOf: options.config)
                    if let initialise = options.initialise { settings.initialise = initialise }
                    return TrainingRun(settings, options: run)
                },
                table: { summary in
                    [["dev", "percent"]]
                        + (summary.measures ?? []).map { [$0.name, Format.decimal($0.score, places: 2)] }
                })
        }
    }
}
