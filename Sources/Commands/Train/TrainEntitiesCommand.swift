import ArgumentParser
import Configuration
import Learning
import Pipelines
import Records

/// `syntag train entities`: the entity model, from a pre-trained encoder and labelled corpora.
struct TrainEntitiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Train the entity model on labelled corpora.",
        discussion: """
            DIR gets the model with the highest mean F1 on the devel splits so far (model/), the log (training.jsonl), the \
            learning curves (curves.svg), and a checkpoint every few steps. The path of the model is printed on standard \
            output. The result does not depend on --jobs. With `features` in the training file the corpora are parsed first, \
            once: DIR/parses keeps what is found. Where no corpus has a devel split, the model is that of the end.

            EXAMPLES
              syntag train entities --config pipelines/training/entities.yaml --data corpora/ --output trained/
              syntag train entities --config pipelines/training/entities.yaml --output trained/ --resume
              syntag train entities --config pipelines/training/entities-cfa.yaml --syntax-model my-parser -o trained/
              syntag evaluate entities --model trained/model --gold corpora/BC2GM/devel.tsv

            SIGTERM or Ctrl-C writes a checkpoint and ends with code 75; the same command with --resume goes on to the \
            same result, also after a crash.
            """)

    @Option(
        help: "Folder of the model that parses the corpora for `features`; goes before `syntax` of the training file.",
        completion: .directory)
    var syntaxModel: String?

    @OptionGroup var options: TrainingOptions

    func run() throws {
        try reporting {
            try options.train(
                makeRun: { run in
                    var settings = try TrainingConfiguration(contentsOf: options.config)
                    if let initialise = options.initialise { settings.initialise = initialise }
                    var run = run
                    run.syntax = syntaxModel
                    run.defaultSyntax = try? ModelLocations().folder(of: .syntax)
                    return TrainingRun(settings, options: run)
                },
                table: { summary in
                    var rows = zip(summary.corpora, summary.f1).map { [$0, Format.decimal($1, places: 2)] }
                    if rows.count > 1 { rows.append(["mean", Format.decimal(summary.mean, places: 2)]) }
                    return [["devel", "F1"]] + rows
                })
        }
    }
}
