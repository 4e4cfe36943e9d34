import ArgumentParser
import Documents
import Entities
import Files
import Pipelines
import Records
import Scoring
import Sentences
import Syntax
import Tensors

/// `syntag model verify`: loads a model, runs it once, checks what comes out.
struct ModelVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that a model folder is whole and runs on this machine.",
        discussion: """
            Reads every file, compares it with SHA256SUMS where the folder has one, checks names, shapes and sizes against \
            the configuration, checks the machine's arithmetic on a small product, and tags or parses a sentence under \
            every tag. Ends with code 78 for a model that cannot be used.

            EXAMPLES
              syntag model verify
              syntag model verify my-model
            """)

    @Argument(help: "Model folder; the models that come with Syntag by default.", completion: .directory)
    var folder: String?

    func run() throws {
        OpenBLASKernel.selectBest()
        try reporting {
            try OpenBLASKernel.verify()
            for model in try NamedModel.models(in: folder) { try verify(model) }
            return .done
        }
    }

    private func verify(_ model: NamedModel) throws {
        let checksums = Checksums(folder: model.folder)
        try checksums?.verify(folder: model.folder)
        switch model {
        case .sentences(let model, _): split(with: model)
        case .entities(let model): try tag(with: model)
        case .syntax(let model): try parse(with: model)
        }
        let compared = checksums == nil ? "no check sums to compare with" : "check sums agree"
        Console.result("\(model.folder): the model is whole (\(model.digest)), \(compared)")
    }

    /// Prints the tokens that a model finds in a hard sentence, in each of its styles.
    private func split(with model: BoundaryModel) {
        let text = "Wild-type E. coli (pv. tabaci) grew +/- 0.5 kappa B."
        let span = TextSpan(0, text.utf8.count)
        for style in TokenStyle.allCases {
            guard let tokenizer = TrainedWordTokenizer(model, style: style) else { continue }
            let bytes = Array(text.utf8)
            let tokens = tokenizer.tokens(in: bytes.span, sentence: span).map {
                String(decoding: bytes[$0.range], as: UTF8.self)
            }
            Console.result("\(Format.padded(style.rawValue, to: 17))\(tokens.joined(separator: " "))")
        }
    }

    /// Prints what a model finds in the sentence under each of its tags.
    private func tag(with model: EntityModel) throws {
        for tag in model.tags {
            let evaluator = try EntityEvaluator(model: model, tag: tag.name)
            let labels = evaluator.labels(of: [Specimen.words], syntax: [Specimen.syntax])
            let words = zip(Specimen.words, labels.first ?? []).filter { $0.1 != .outside }.map(\.0)
            let found = words.isEmpty ? "nothing" : words.joined(separator: " ")
            Console.result("\(Format.padded(tag.name, to: 17))\(tag.type.rawValue): \(found)")
        }
    }

    /// Prints the parts of speech that a model gives the sentence under each of its tags.
    private func parse(with model: SyntaxModel) throws {
        for tag in model.tags {
            let parser = try SyntaxParser(model: model, options: SyntaxParserOptions(tag: tag.name))
            for syntax in parser.parse([Specimen.words]) {
                let words = zip(Specimen.words, syntax.xpos).map { "\($0)/\($1)" }.joined(separator: " ")
                Console.result("\(Format.padded(tag.name, to: 17))\(words)")
            }
        }
    }
}
