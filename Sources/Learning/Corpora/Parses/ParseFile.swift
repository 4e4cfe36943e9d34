internal import Documents
internal import Entities
internal import Files
internal import Foundation
internal import Syntax
internal import Treebanks

/// The syntax of a corpus' file as it is kept: CoNLL-U, each sentence with its constituents in a comment, in which
/// words stand as their numbers.
///
/// The first three lines are comments too: digests of the corpus, of the model that parsed it, and of all that follows.
struct ParseFile {
    /// Why a file is not used.
    enum Fault: Error, Equatable {
        /// It was made of another corpus or by another model.
        case otherKey
        /// It is damaged: at which line, if that is known, and how.
        case damaged(line: Int?, String)
    }

    let path: String
    let key: ParseKey

    /// Writes the syntax of sentences; the file is there as a whole or not at all.
    func write(_ sentences: [ParsedSentence], of words: [[String]]) throws {
        let blocks = try zip(sentences, words).map { try Self.block($0, words: $1) }
        let body = Array(try CoNLLUWriter.text(of: blocks).utf8)
        try AtomicFile.write(Array(head(of: body).utf8) + body, to: path)
    }

    /// Reads the syntax of sentences of these words; nil when there is no file.
    func read(_ words: [[String]]) throws(Fault) -> [WordSyntax]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let lines = data.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4 else { throw .damaged(line: nil, "it has no head") }
        let body = Array(lines[3]), found = lines[..<3].map { String(decoding: $0, as: UTF8.self) }
        let expected = head(of: body).split(separator: "\n").map(String.init)
        guard found[0] == expected[0], found[1] == expected[1] else { throw .otherKey }
        guard found[2] == expected[2] else { throw .damaged(line: 3, "its digest does not fit its content") }
        do {
            let blocks = try CoNLLUReader.sentences(bytes: body, file: path)
            guard blocks.count == words.count else {
                throw Fault.damaged(line: nil, "it has \(blocks.count) sentences instead of \(words.count)")
            }
            return try zip(blocks, words).enumerated().map { number, pair in
                try syntax(of: pair.0, words: pair.1, number: number)
            }
        } catch let error as TreebankError {
            // The reader counts from behind the head.
            throw .damaged(line: error.line.map { $0 + 3 }, "\(error)")
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .damaged(line: nil, "\(error)")
        }
    }

    private func head(of body: [UInt8]) -> String {
        "# corpus = \(key.corpus.hexadecimal)\n# syntax = \(key.syntax.hexadecimal)\n"
            + "# content = \(Digest.of(body).hexadecimal)\n"
    }

    private static func block(_ sentence: ParsedSentence, words: [String]) throws(TreebankError) -> TreebankSentence {
        let tree = try BracketTree(
            sentence.constituents, words: words.indices.map { "\($0 + 1)" }, tags: sentence.xpos)
        var block = TreebankSentence(
            words: words.indices.map { word in
                TreebankWord(
                    form: words[word], upos: sentence.upos[word], xpos: sentence.xpos[word],
                    head: sentence.dependencies.heads[word], relation: sentence.dependencies.relations[word])
            })
        block.set("tree", to: try BracketWriter.line(tree))
        if !sentence.pieces.isEmpty {
            block.set("pieces", to: sentence.pieces.map(String.init).joined(separator: " "))
        }
        return block
    }

    private func syntax(of block: TreebankSentence, words: [String], number: Int) throws -> WordSyntax {
        guard block.words.map(\.form) == words, let dependencies = block.dependencies,
            let line = block.value(of: "tree"),
            let tree = try BracketReader.trees(bytes: Array(line.utf8), file: path).first
        else { throw Fault.damaged(line: nil, "sentence \(number + 1) is not that of the corpus") }
        guard tree.words == words.indices.map({ "\($0 + 1)" }) else {
            throw Fault.damaged(line: nil, "the tree of sentence \(number + 1) is not one of its words")
        }
        return WordSyntax(
            partsOfSpeech: block.words.map(\.xpos), dependencies: dependencies, constituents: tree.constituents)
    }
}

extension WordSyntax {
    /// What a parser found.
    init(_ sentence: ParsedSentence) {
        self.init(
            partsOfSpeech: sentence.xpos, dependencies: sentence.dependencies, constituents: sentence.constituents)
    }
}
