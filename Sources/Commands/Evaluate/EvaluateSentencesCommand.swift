import ArgumentParser
import Scoring
import Sentences
import Treebanks

/// `syntag evaluate sentences`: sentence boundaries found in running text.
struct EvaluateSentencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentences",
        abstract: "Precision, recall and F1 of sentences found in running text.",
        discussion: """
            Gold sentences are text files with one sentence a line, or CoNLL-U (*.conllu) with `# text` and `# newpar`.
            The running text is made of them: of a text file, the first line is the title, the others one paragraph; of
            CoNLL-U, sentences are joined by spaces and paragraphs by line ends. A sentence counts when both its
            boundaries are right. The share of whole documents is that of the texts without an error.

            EXAMPLES
              syntag evaluate sentences --gold genia/raw/dev/*.txt
              syntag evaluate sentences --gold craft/conllu/dev/*.conllu --json
            """)

    @Option(
        parsing: .upToNextOption, help: "Text files with one sentence a line, or CoNLL-U files.", completion: .file())
    var gold: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reporting {
            var evaluator = BoundaryEvaluator(segmenter: Segmenter())
            for path in gold {
                let documents =
                    path.hasSuffix(".conllu")
                    ? try AlignedDocument.documents(conllu: path) : [try AlignedDocument(sentenceLines: path)]
                for document in documents { evaluator.add(document) }
            }
            let report = BoundaryScoreReport(task: "sentences", score: evaluator.sentences)
            for line in json ? [report.json] : report.table { Console.result(line) }
            return .done
        }
    }
}
