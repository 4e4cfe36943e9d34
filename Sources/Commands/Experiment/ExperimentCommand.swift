import ArgumentParser
import Configuration
import Foundation
import Learning
import Pipelines
import Records
import Tensors

/// `syntag experiment`: a table of the paper, trained here.
struct ExperimentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment",
        abstract: "Train the variants of a table of the paper and compare them.",
        discussion: """
            Trains each variant that the file names, at the budget that it gives, and prints our F1 on devel beside the \
            paper's on the test sets, each with its difference to the baseline; without figures of the paper, the mean \
            F1, its difference and the time of each row. DIR gets the table as NAME.md and NAME.json, a chart NAME.svg, \
            and the runs. Finished runs are not repeated; tables that share DIR share runs, and the syntax of the corpora \
            (DIR/parses), which rows with `features` need. A row with several seeds shows mean and standard deviation.

            EXAMPLES
              syntag experiment pipelines/experiments/table3.yaml --data corpora/ --output experiments/
              syntag experiment pipelines/experiments/table2.yaml --syntax-model my-parser --output out/
              syntag experiment pipelines/experiments/settings.yaml --data corpora/ --output experiments/

            SIGTERM or Ctrl-C writes a checkpoint and ends with code 75; the same command goes on.
            """)

    @Argument(help: "Experiment file (YAML).", completion: .file())
    var file: String

    @Option(help: "Folder of the corpora; goes before `data` of the training file.", completion: .directory)
    var data: String?

    @Option(name: [.short, .long], help: "Folder for results and runs.", completion: .directory)
    var output: String = "experiments"

    @Option(
        help: "Folder of the model to start from; goes before `initialise` of the training file.",
        completion: .directory)
    var initialise: String?

    @Option(
        help: "Folder of the model that parses the corpora for rows with `features`; goes before the training file's.",
        completion: .directory)
    var syntaxModel: String?

    @Option(help: "Commit of this program, for the results; by default that of the checkout that the program lies in.")
    var commit: String?

    @OptionGroup var threads: JobsOption

    func run() throws {
        OpenBLASKernel.selectBest()
        let signals = StopSignals()
        try reporting {
            try OpenBLASKernel.verify()
            let definition = try ExperimentDefinition(contentsOf: file)
            var training = try TrainingConfiguration(contentsOf: definition.training)
            if let initialise { training.initialise = initialise }
            let experiment = ExperimentRun(
                definition, training: training, data: data, syntax: syntaxModel,
                defaultSyntax: try? ModelLocations().folder(of: .syntax), output: output, jobs: threads.jobs,
                commit: commit)
            let outcome = try experiment.run { run, name in
                let outcome = try TrainingSession(run, name: name, signals: signals).run()
                if case .finished(let summary) = outcome {
                    let mean = Format.decimal(summary.mean, places: 2)
                    Console.message("\(name): F1 \(mean) in \(Format.duration(summary.seconds))")
                }
                return outcome
            }
            switch outcome {
            case .stopped(let run):
                Console.message("syntag: stopped in \(run); give the same command to go on")
                return .tryAgain
            case .finished(let result):
                for line in Self.table(result) { Console.result(line) }
                return .done
            }
        }
    }

    /// Two lines a variant: ours and the paper's; one for a variant of others, and where the paper has no figures.
    private static func table(_ result: ExperimentResult) -> [String] {
        guard result.hasPaper else {
            let rows = result.rows.indices.map { [result.rows[$0].name] + result.worth(of: $0) }
            let head = [""] + ExperimentResult.worthHead
            return [result.title] + Table(head: head, rows: rows).lines + [result.budget]
        }
        var rows: [[String]] = []
        for (number, row) in result.rows.enumerated() {
            let published = result.cells(of: number, paper: true)
            guard !row.isCited else {
                rows.append(["\(row.name), published"] + published)
                continue
            }
            rows.append(["\(row.name), ours"] + result.cells(of: number, paper: false))
            rows.append(["  paper"] + published)
        }
        return [result.title] + Table(head: [""] + result.head, rows: rows).lines + [result.budget]
    }
}
