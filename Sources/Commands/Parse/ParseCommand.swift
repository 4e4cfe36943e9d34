import ArgumentParser
import Documents
import Glibc
import Pipelines
import Records
import Sentences
import Syntax
import Tensors

/// `syntag parse`: text in, its syntax out.
struct ParseCommand: ParsableCommand {
    /// How sentences are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// CoNLL-U.
        case conllu
        /// The Penn Treebank's brackets, a sentence a line.
        case brackets
        /// Drawn, for people.
        case tree
        /// A JSON object a line.
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Parse text: sentences, tokens, parts of speech, dependencies and constituents.",
        discussion: """
            Reads running text (paragraphs between empty lines) from files or standard input, splits it into sentences and \
            tokens, and prints their syntax on standard output, drawn on a terminal and as CoNLL-U elsewhere.

            conllu    ten columns a token; `# text` and SpaceAfter=No give the text back; `# pieces` for a sentence that
                      was too long to be parsed whole
            brackets  one tree of the Penn Treebank a line
            tree      dependencies as arcs beside the tokens (an arrow leads to each token from its head), then the
                      constituents
            json      one object a sentence: text, tokens, pos, upos, head, deprel, tree

            EXAMPLES
              echo "IL-2 gene expression requires NF-kappa B." | syntag parse
              syntag parse abstract.txt --format conllu > abstract.conllu
              syntag parse --lines titles.txt --format brackets
              syntag parse --style GENIA --format json < abstract.txt | jq -r .tree

            Ends with code 66 for a file that cannot be read, 78 for a model that cannot be used.
            """)

    @Argument(help: "Text files; none, or -, for standard input.", completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "Folder of a model of syntax, or of sentences; may be given again. Those that come with Syntag by default.",
            valueName: "folder"), completion: .directory)
    var model: [String] = []

    @Option(help: "conllu, brackets, tree or json; tree on a terminal and conllu elsewhere by default.")
    var format: Format?

    @Option(help: "Corpus whose style of tokens and syntax is asked for, such as GENIA; see `syntag model info`.")
    var style: String?

    @Flag(help: "Take every line for a passage of its own, such as a title.")
    var lines = false

    @Option(help: "Whether to use colour with --format tree: auto, always or never.")
    var colour: Console.Colour = .auto

    /// Passages that are parsed together; at a terminal each is answered at once.
    private static let window = 32

    func run() throws {
        OpenBLASKernel.selectBest()
        try reporting {
            try OpenBLASKernel.verify()
            let folders = try ModelLocations(named: model, for: [.syntax, .sentences])
            let model = try SyntaxModel(folder: folders.folder(of: .syntax))
            let tag = try model.tag(named: style).name
            let parser = try SyntaxParser(model: model, options: SyntaxParserOptions(tag: tag))
            let segmenter = try Segmenter(
                model: BoundaryModel(folder: folders.folder(of: .sentences)),
                tokens: TokenStyle(rawValue: tag.lowercased()) ?? .craft)
            let isTerminal = isatty(STDOUT_FILENO) == 1
            var printer = SyntaxPrinter(
                format: format ?? (isTerminal ? .tree : .conllu), inColour: colour.isOn(for: STDOUT_FILENO),
                width: isTerminal ? Console.width(of: STDOUT_FILENO) : SyntaxPrinter.standardWidth)
            for file in files.isEmpty ? ["-"] : files { try parse(file, with: parser, segmenter, printer: &printer) }
            return .done
        }
    }

    private func parse(
        _ file: String, with parser: SyntaxParser, _ segmenter: Segmenter, printer: inout SyntaxPrinter
    ) throws {
        let isTyped = file == "-" && isatty(STDIN_FILENO) == 1
        if isTyped { Console.message("Type text; a line is parsed when it ends. Ctrl-D ends.") }
        let reader = try PassageReader(path: file, byLine: lines || isTyped)
        defer { reader.close() }
        var documents: [Document] = []
        func flush() throws {
            parser.parse(&documents)
            for document in documents { try printer.print(document) }
            documents.removeAll(keepingCapacity: true)
        }
        while let passage = try reader.next() {
            var document = Document(
                citation: Citation(pmid: "0", source: .init(file: file, position: 1)), text: passage,
                passages: [Passage(kind: .abstract, span: TextSpan(0, passage.utf8.count))])
            segmenter.segment(&document)
            documents.append(document)
            if isTyped || documents.count == Self.window { try flush() }
        }
        try flush()
    }
}
