import ArgumentParser
import Configuration
import Learning

/// `syntag train encoder`: goes on with the training of an encoder, on texts without labels.
struct TrainEncoderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder",
        abstract: "Go on with an encoder's masked language modelling on texts of the field.",
        discussion: """
            The texts are files of one document a line, plain or compressed with zstd (.zst), and entity corpora. DIR gets the
            encoder with the highest accuracy on held-out documents so far (model/), the log (training.jsonl), the learning
            curves (curves.svg), and a checkpoint every few steps. The path of the model is printed on standard output: the
            other trainings start from it. The result does not depend on --jobs.

            EXAMPLES
              syntag train encoder --config pipelines/training/encoder.yaml --data texts/ --output encoder/
              syntag train encoder --config pipelines/training/encoder.yaml --output encoder/ --resume
              syntag train entities --config pipelines/training/entities.yaml --initialise encoder/model

            SIGTERM or Ctrl-C writes a checkpoint and ends with code 75; the same command with --resume goes on to the
            same result, also after a crash.
            """)

    @OptionGroup var options: TrainingOptions

    func run() throws {
        try reporting {
            try options.train(
                makeRun: { run in
                    var settings = try PretrainingConfiguration(contentsOf: options.config)
                    if let initialise = options.initialise { settings.initialise = initialise }
                    return TrainingRun(settings, options: run)
                },
                table: { summary in
                    [["measure", "score"]]
                        + (summary.measures ?? []).map { [$0.name, Format.decimal($0.score, places: 2)] }
                })
        }
    }
}
