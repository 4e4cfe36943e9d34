import ArgumentParser
import Foundation
import Pipelines
import Records
import Scoring
import Syntax
import Tensors
import Treebanks

/// `syntag evaluate syntax`: parts of speech, dependencies and constituents on gold tokens.
struct EvaluateSyntaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syntax",
        abstract: "Parts of speech, attachment and brackets on gold tokens.",
        discussion: """
            Gold sentences are CoNLL-U, gold constituents brackets of the same sentences in the same order: a file of trees \
            belongs to the CoNLL-U file of its name, or, where there is one of each, to that one. All files are scored \
            together. UAS and LAS count every token, and again without punctuation; brackets follow EVALB. Words are parsed \
            as running text writes them: "(" for -LRB-.

            EXAMPLES
              syntag evaluate syntax --gold genia/dev.conllu genia/dev.trees --tag GENIA
              syntag evaluate syntax --gold craft/train.conllu craft/train.trees craft/dev.conllu craft/dev.trees
              syntag evaluate syntax --model my-parser --gold dev.conllu --json
            """)

    @Option(
        help: "Folder of the syntax model; the default is the model that comes with Syntag.", completion: .directory)
    var model: String?

    @Option(parsing: .upToNextOption, help: "CoNLL-U files (.conllu), and files of trees.", completion: .file())
    var gold: [String]

    @Option(help: "Corpus whose style is asked for, such as GENIA; the model's own choice by default.")
    var tag: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup
    var threads: JobsOption

    func run() throws {
        OpenBLASKernel.selectBest()
        try reporting {
            try OpenBLASKernel.verify()
            let files = try GoldFiles(gold)
            let model = try SyntaxModel(folder: ModelLocations.folder(of: .syntax, named: model))
            let parser = try ParallelParser(model: model, options: SyntaxParserOptions(tag: tag), workers: threads.jobs)
            var score = SyntaxScore()
            for (conllu, trees) in files.pairs {
                Self.add(try Treebank(conllu: conllu, trees: trees), parsedBy: parser, to: &score)
            }
            let report = SyntaxScoreReport(score)
            if json {
                Console.result(report.json)
            } else {
                for line in Table(head: report.table[0], rows: Array(report.table.dropFirst())).lines {
                    Console.result(line)
                }
                let sentences = Format.count(report.sentences, "sentence")
                Console.result("\(sentences), \(Format.count(report.tokens, "token"))")
            }
            return .done
        }
    }

    /// Parses the sentences of a treebank and counts what is right.
    private static func add(_ treebank: Treebank, parsedBy parser: ParallelParser, to score: inout SyntaxScore) {
        let parsed = parser.parse(treebank.sentences.map { $0.words.map(\.surface) })
        for (number, (sentence, found)) in zip(treebank.sentences, parsed).enumerated() {
            let gold = SentenceSyntax(
                xpos: sentence.words.map(\.xpos), upos: sentence.words.map(\.upos),
                dependencies: sentence.dependencies, constituents: treebank.trees?[number].constituents)
            let predicted = SentenceSyntax(
                xpos: found.xpos, upos: found.upos, dependencies: found.dependencies,
                constituents: found.constituents)
            score.add(gold: gold, predicted: predicted)
        }
    }
}

/// CoNLL-U files, each with its file of trees.
struct GoldFiles {
    /// The files in the order in which they were named.
    let pairs: [(conllu: String, trees: String?)]

    /// Sorts out the arguments of `--gold`; a file of trees without sentences is refused.
    init(_ paths: [String]) throws {
        let sentences = paths.filter { $0.hasSuffix(".conllu") }
        let trees = paths.filter { !$0.hasSuffix(".conllu") }
        guard !sentences.isEmpty else {
            throw UsageError(description: "--gold names no CoNLL-U file; give one whose name ends with .conllu")
        }
        if sentences.count == 1, trees.count == 1 {
            pairs = [(sentences[0], trees[0])]
            return
        }
        var left = trees
        pairs = sentences.map { conllu in
            let found = left.firstIndex { Self.stem(of: $0) == Self.stem(of: conllu) }
            return (conllu, found.map { left.remove(at: $0) })
        }
        if let lonely = left.first {
            throw UsageError(
                description: "\(lonely) has no CoNLL-U file; name one whose name differs from it in its ending alone")
        }
    }

    private static func stem(of path: String) -> String {
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }
}
