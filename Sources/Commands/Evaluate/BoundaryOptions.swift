import ArgumentParser
import Scoring
import Treebanks

/// What `syntag evaluate sentences` and `tokens` have in common.
struct BoundaryOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption, help: "Files with the gold sentences (*.conllu is CoNLL-U).", completion: .file())
    var gold: [String]

    @Option(help: "Folder of the texts of CoNLL-U files.", completion: .directory)
    var text: String?

    @OptionGroup var segmenter: SegmenterOption

    @Flag(help: "Print one JSON object.")
    var json = false

    /// Scores the segmenter on the documents of all files, which are read one after the other.
    func evaluate(
        _ read: (_ path: String) throws -> [AlignedDocument]
    ) throws -> BoundaryEvaluator {
        var evaluator = try BoundaryEvaluator(segmenter: segmenter.segmenter())
        for path in gold {
            for document in try read(path) { evaluator.add(document) }
        }
        return evaluator
    }

    /// Prints a report.
    func show(_ report: BoundaryScoreReport) {
        for line in json ? [report.json] : report.table { Console.result(line) }
    }
}
