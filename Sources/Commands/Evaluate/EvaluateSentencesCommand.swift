import ArgumentParser
import Scoring
import Treebanks

/// `syntag evaluate sentences`: sentence boundaries found in running text.
struct EvaluateSentencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentences",
        abstract: "Precision, recall and F1 of sentences found in running text.",
        discussion: """
            Gold sentences are text files with one sentence a line, or CoNLL-U (*.conllu) with `# text` and `# newpar`. \
            The running text is made of them: of a text file, the first line is the title, the others one paragraph; of \
            CoNLL-U, sentences are joined by spaces and paragraphs by line ends, unless --text names a folder with the \
            texts (see `syntag evaluate tokens`). A sentence counts when both its boundaries are right. The share of whole \
            documents is that of the texts without an error.

            EXAMPLES
              syntag evaluate sentences --gold genia/raw/dev/*.txt
              syntag evaluate sentences --gold craft/conllu/dev/*.conllu --text craft/txt/dev --json
              syntag evaluate sentences --model rules --gold genia/raw/dev/*.txt
            """)

    @OptionGroup var options: BoundaryOptions

    func run() throws {
        try reporting {
            guard options.text == nil || options.gold.contains(where: { $0.hasSuffix(".conllu") }) else {
                throw UsageError(
                    description: "--text names the texts of CoNLL-U files, but no gold file is named *.conllu")
            }
            let evaluator = try options.evaluate { path in
                path.hasSuffix(".conllu")
                    ? try AlignedDocument.documents(conllu: path, texts: options.text)
                    : [try AlignedDocument(sentenceLines: path)]
            }
            options.show(BoundaryScoreReport(task: "sentences", score: evaluator.sentences))
            return .done
        }
    }
}
