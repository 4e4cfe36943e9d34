import Foundation
public import Scoring

/// A corpus of labelled sentences: `token<TAB>label` a line, an empty line between sentences.
///
/// Lines end with LF or CRLF, the last one may lack its end; empty lines in a row count as one; a byte order mark is
/// skipped. A label is `B`, `I` or `O`. Everything else is refused: a corpus with a silent error gives a wrong score.
public struct BIOCorpus: Sendable, Equatable {
    /// A sentence of a corpus.
    public struct Sentence: Sendable, Equatable {
        /// The words, none empty.
        public var words: [String]
        /// One label a word.
        public var labels: [BIOLabel]

        /// Makes a sentence of as many labels as words.
        public init(words: [String], labels: [BIOLabel]) {
            precondition(words.count == labels.count, "a sentence has one label a word")
            self.words = words
            self.labels = labels
        }
    }

    /// The sentences in file order, none empty.
    public let sentences: [Sentence]

    /// Reads a file.
    public init(path: String) throws(CorpusError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw CorpusError(kind: .unreadable(error.localizedDescription), file: path)
        }
        try self.init(bytes: [UInt8](data), file: path)
    }

    /// Reads a file's bytes; `file` is the name that errors give.
    public init(bytes: [UInt8], file: String) throws(CorpusError) {
        var parser = BIOParser(file: file)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            try parser.read(line: line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        sentences = try parser.finish()
    }
}

/// Reads a corpus line by line.
private struct BIOParser {
    let file: String
    private var line = 0
    private var sentences: [BIOCorpus.Sentence] = []
    private var current = BIOCorpus.Sentence(words: [], labels: [])

    init(file: String) { self.file = file }

    mutating func read(line bytes: ArraySlice<UInt8>) throws(CorpusError) {
        line += 1
        if bytes.isEmpty {
            closeSentence()
            return
        }
        let columns = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard columns.count == 2 else {
            throw CorpusError(kind: .columns(columns.count), file: file, line: line)
        }
        guard let word = String(validating: columns[0], as: UTF8.self),
            let name = String(validating: columns[1], as: UTF8.self)
        else {
            throw CorpusError(kind: .invalidUTF8, file: file, line: line)
        }
        guard !word.isEmpty else {
            throw CorpusError(kind: .emptyToken, file: file, line: line)
        }
        guard let label = BIOLabel(rawValue: name) else {
            throw CorpusError(kind: .unknownLabel(name), file: file, line: line)
        }
        current.words.append(word)
        current.labels.append(label)
    }

    mutating func finish() throws(CorpusError) -> [BIOCorpus.Sentence] {
        closeSentence()
        guard !sentences.isEmpty else {
            throw CorpusError(kind: .noSentence, file: file)
        }
        return sentences
    }

    private mutating func closeSentence() {
        guard !current.words.isEmpty else { return }
        sentences.append(current)
        current = BIOCorpus.Sentence(words: [], labels: [])
    }
}
