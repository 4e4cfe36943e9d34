internal import Entities
internal import Files
internal import Syntax

/// The syntax of the corpora's sentences, found by our own parser once and kept for the runs that follow.
///
/// A file of a corpus has a file of its syntax, which is made anew when the corpus or the model has changed, and when
/// it is damaged.
final class CorpusParses {
    /// Digest of the model that parses, with how it is asked to.
    let digest: Digest
    /// Files that were parsed, and files that were read as they were kept.
    private(set) var parsed = 0, read = 0
    /// Files that were damaged and are made anew, with the reasons.
    private(set) var repaired: [String] = []

    private let model: String
    private let folder: String
    private let jobs: Int
    private let progress: TrainingProgress
    private let isStopped: () -> Bool
    private var parser: ParallelParser?

    /// Sentences that are parsed between two looks at the clock and at whether to stop; a multiple of the parser's
    /// windows, so that it cuts its work as it would for all sentences at once.
    private static let portion = 1024

    /// Finds the model; nothing is parsed yet.
    init(_ configuration: TrainingConfiguration, resources: RunResources) throws {
        let named = resources.syntax ?? configuration.syntax
        guard let model = named ?? resources.defaultSyntax else {
            throw TrainingError(.noSyntaxModel(named: false), path: "Models/syntax")
        }
        do throws(FileError) {
            digest = try Self.digest(ofParser: model)
        } catch {
            throw TrainingError(.noSyntaxModel(named: named != nil), path: error.path)
        }
        self.model = model
        folder = resources.parses ?? "parses"
        jobs = resources.jobs
        progress = resources.progress
        isStopped = resources.isStopped
    }

    /// Digest of a model that parses corpora, with how it is asked to: all that their syntax depends on beside them.
    static func digest(ofParser folder: String) throws(FileError) -> Digest {
        Digest.combined([
            ("model", try Digest.ofFiles(ModelFiles.names, in: folder)),
            ("options", Digest.of(Array(SyntaxParserOptions().identity.utf8))),
        ])
    }

    /// The syntax of all sentences of a file of a corpus.
    ///
    /// - Parameters:
    ///   - name: the file as the configuration names it.
    ///   - corpus: digest of the file.
    func syntax(of sentences: [BIOCorpus.Sentence], name: String, corpus: Digest) throws -> [WordSyntax] {
        let key = ParseKey(corpus: corpus, syntax: digest)
        let file = ParseFile(path: "\(folder)/\(Self.fileName(of: name, key))", key: key)
        let words = sentences.map(\.words)
        do throws(ParseFile.Fault) {
            if let syntax = try file.read(words) {
                read += 1
                return syntax
            }
        } catch {
            if case .damaged(let line, let why) = error {
                repaired.append("\(file.path)\(line.map { ":\($0)" } ?? ""): \(why)")
            }
        }
        let found = try parse(words, name: name)
        try keep(found, of: words, in: file)
        parsed += 1
        return found.map(WordSyntax.init)
    }

    /// Writes what was found. A run goes on with what it has where another one is writing the same.
    private func keep(_ found: [ParsedSentence], of words: [[String]], in file: ParseFile) throws {
        try Folder.create(folder)
        do {
            try file.write(found, of: words)
        } catch let error as FileError where error.code == .busy {
            return
        }
    }

    /// What the log says.
    var facts: [(String, TrainingLog.Value)] {
        let repairs = repaired.joined(separator: "; ")
        return [("syntax", .text(digest.hexadecimal)), ("files_parsed", .count(parsed)), ("parses_read", .count(read))]
            + (repairs.isEmpty ? [] : [("parses_repaired", .text(repairs))])
    }

    private func parse(_ words: [[String]], name: String) throws -> [ParsedSentence] {
        let parser = try parser ?? makeParser()
        self.parser = parser
        var found: [ParsedSentence] = []
        while found.count < words.count {
            guard !isStopped() else { throw StoppedPreparing() }
            let done = found.count * 100 / words.count
            progress.update { $0.label = "parsing \(name) \(done)%" }
            found += parser.parse(Array(words[found.count..<min(found.count + Self.portion, words.count)]))
        }
        return found
    }

    private func makeParser() throws -> ParallelParser {
        try ParallelParser(model: SyntaxModel(folder: model), options: SyntaxParserOptions(), workers: jobs)
    }

    /// The name of the file that keeps the syntax of a corpus' file: the corpus' with its folders, in one word, and the
    /// beginnings of both digests, so that several parsers and several states of a corpus have files side by side.
    static func fileName(of name: String, _ key: ParseKey) -> String {
        let digests = [key.corpus, key.syntax].map { $0.hexadecimal.prefix(8) }.joined(separator: "-")
        return String(name.map { $0 == "/" ? "-" : $0 }) + "-\(digests).conllu"
    }
}
