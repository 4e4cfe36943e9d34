import ArgumentParser
import Entities
import Foundation
import Pipelines
import Records
import Scoring
import Tensors

/// `syntag evaluate entities`: strict entity F1 on BIO corpora.
struct EvaluateEntitiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Strict entity precision, recall and F1 on BIO corpora.",
        discussion: """
            A corpus is a text file with `token<TAB>label` a line (labels B, I, O) and an empty line after each sentence. \
            An entity counts when both its boundaries are right. Without --tag, a corpus is scored under the tag that is \
            named like its folder. For a model that reads syntax, the words of a corpus are parsed first, as they are.

            EXAMPLES
              syntag evaluate entities --gold BC2GM/devel.tsv --tag BC2GM
              syntag evaluate entities --gold */devel.tsv
              syntag evaluate entities --model my-model --gold BC2GM/devel.tsv --json
              syntag evaluate entities --model my-model --syntax-model my-parser --gold BC2GM/devel.tsv
            """)

    @Option(
        help: "Folder of the entity model; the default is the model that comes with Syntag.", completion: .directory)
    var model: String?

    @Option(
        help: "Folder of the syntax model, for a model that reads syntax; the default comes with Syntag.",
        completion: .directory)
    var syntaxModel: String?

    @Option(parsing: .upToNextOption, help: "Corpora (BIO, one token a line).", completion: .file())
    var gold: [String]

    @Option(help: "Tag to ask for, such as BC2GM; see `syntag model info`.")
    var tag: String?

    @Flag(help: "Print one JSON object a corpus.")
    var json = false

    @OptionGroup var threads: JobsOption

    func run() throws {
        OpenBLASKernel.selectBest()
        try reporting {
            try OpenBLASKernel.verify()
            let model = try EntityModel(folder: ModelLocations.folder(of: .entities, named: model))
            let parser = try CorpusParser(for: model, folder: syntaxModel, workers: threads.jobs)
            let reports = try gold.map { try score($0, with: model, parser) }
            for line in json ? reports.map(\.json) : Self.table(reports) { Console.result(line) }
            return .done
        }
    }

    private func score(
        _ path: String, with model: EntityModel, _ parser: CorpusParser?
    ) throws -> EntityScoreReport {
        let corpus = try BIOCorpus(path: path)
        let name = tag ?? URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
        let known = model.tags.map(\.name)
        guard known.contains(name) else {
            let problem = tag == nil ? "no tag is named like the folder of \(path)" : "the model has no tag \(name)"
            throw UsageError(description: "\(problem); give --tag with one of \(known.joined(separator: ", "))")
        }
        let evaluator = try EntityEvaluator(model: model, tag: name)
        let score = evaluator.score(corpus, syntax: parser?.syntax(of: corpus) ?? [], workers: threads.jobs)
        return EntityScoreReport(tag: name, score: score)
    }

    /// The reports as a table, with the mean F1 of several.
    private static func table(_ reports: [EntityScoreReport]) -> [String] {
        let head = ["tag", "precision", "recall", "F1", "gold", "predicted", "correct"]
        var rows = reports.map { report in
            [report.tag] + [report.precision, report.recall, report.f1].map { Format.decimal($0, places: 2) }
                + [report.gold, report.predicted, report.correct].map { Format.count($0) }
        }
        if reports.count > 1 {
            let mean = reports.reduce(0) { $0 + $1.f1 } / Double(reports.count)
            rows.append(["mean", "", "", Format.decimal(mean, places: 2), "", "", ""])
        }
        return Table(head: head, rows: rows).lines
    }
}
