import ArgumentParser
import Scoring
import Treebanks

/// `syntag evaluate tokens`: token boundaries found in running text.
struct EvaluateTokensCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Precision, recall and F1 of tokens found in running text.",
        discussion: """
            Gold tokens are CoNLL-U. The running text is that of its `# text` and `# newpar` comments, or, with --text, of \
            the files NAME.txt in a folder: with `# newdoc id = NAME` in the CoNLL-U, the file is the text itself; without, \
            it holds one sentence a line, and FILE_per_sentence.pmids beside FILE.conllu names the document of every \
            sentence. The text is split into sentences first, so that a token counts when both its boundaries are right, \
            whatever sentence it came to lie in. The share of whole documents is that of the texts without an error.

            EXAMPLES
              syntag evaluate tokens --gold craft/conllu/dev/*.conllu
              syntag evaluate tokens --gold craft/conllu/dev/*.conllu --text craft/txt/dev
              syntag evaluate tokens --gold genia/dev.conllu --text genia/raw/dev --style genia
            """)

    @OptionGroup var options: BoundaryOptions

    func run() throws {
        try reporting {
            let evaluator = try options.evaluate { path in
                try AlignedDocument.documents(conllu: path, texts: options.text)
            }
            options.show(BoundaryScoreReport(task: "tokens", score: evaluator.tokens))
            return .done
        }
    }
}
