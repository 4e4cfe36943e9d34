/// Reads CoNLL-U (universaldependencies.org/format.html).
///
/// A sentence is comments, then ten tab-separated columns a word, then an empty line; the last one may lack its empty
/// line. The words are numbered from 1. Multiword ranges and empty nodes are kept as they are: they are no words.
public enum CoNLLUReader {
    /// The sentences of a file.
    public static func sentences(path: String) throws(TreebankError) -> [TreebankSentence] {
        try sentences(in: TreebankText(path: path)).map(\.sentence)
    }

    /// The sentences of a file's bytes; `file` is the name that errors give.
    public static func sentences(bytes: [UInt8], file: String) throws(TreebankError) -> [TreebankSentence] {
        try sentences(in: TreebankText(bytes: bytes, file: file)).map(\.sentence)
    }

    /// The sentences of a text, each with the number of the line of its first word.
    static func sentences(in text: TreebankText) throws(TreebankError) -> [(sentence: TreebankSentence, line: Int)] {
        var block = SentenceBlock(text: text)
        var sentences: [(sentence: TreebankSentence, line: Int)] = []
        try text.forEachLine { (line, number) throws(TreebankError) in
            if !line.isEmpty {
                try block.read(line, number: number)
            } else if let sentence = try block.finish() {
                sentences.append(sentence)
            }
        }
        if let sentence = try block.finish() { sentences.append(sentence) }
        guard !sentences.isEmpty else { throw TreebankError(.empty, file: text.file) }
        return sentences
    }
}

/// The sentence being read.
private struct SentenceBlock {
    private let text: TreebankText
    private var sentence = TreebankSentence(words: [])
    /// Line numbers: of the block's first line, and of each word.
    private var start: Int?
    private var lines: [Int] = []
    /// The last word of the multiword token that was read last, or nil.
    private var rangeEnd: Int?

    init(text: TreebankText) { self.text = text }

    /// Reads a line that is not empty.
    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(TreebankError) {
        start = start ?? number
        if line.first == UInt8(ascii: "#") {
            guard lines.isEmpty && sentence.otherLines.isEmpty else { throw error(.commentAmongWords, number) }
            sentence.comments.append(try text.string(line.dropFirst(), line: number))
            return
        }
        let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard columns.count == Self.names.count else { throw error(.columns(columns.count), number) }
        if let empty = columns.firstIndex(where: \.isEmpty) { throw error(.emptyColumn(Self.names[empty]), number) }
        let due = sentence.words.count + 1
        guard Self.number(columns[0]) == due else {
            guard isRangeOrEmptyNode(columns[0], due: due) else {
                throw error(.wordNumber(String(decoding: columns[0], as: UTF8.self), expected: due), number)
            }
            sentence.otherLines.append(.init(position: due - 1, text: try text.string(line, line: number)))
            return
        }
        try append(columns, number)
    }

    /// The sentence, and the line of its first word; nil when the block has no line.
    mutating func finish() throws(TreebankError) -> (sentence: TreebankSentence, line: Int)? {
        guard let start else { return nil }
        guard let first = lines.first else { throw error(.noWords, start) }
        if let end = rangeEnd, end > sentence.words.count {
            throw error(.range(end: end, words: sentence.words.count), first)
        }
        let heads = sentence.words.map(\.head)
        if heads.allSatisfy({ $0 >= 0 }), let fault = DependencyRules(heads: heads).firstFault() {
            throw error(fault.kind, lines[fault.word])
        }
        if let word = heads.firstIndex(where: { $0 > heads.count }) {
            throw error(.headOutOfRange(heads[word], words: heads.count), lines[word])
        }
        defer { self = SentenceBlock(text: text) }
        return (sentence, first)
    }

    private mutating func append(_ columns: [ArraySlice<UInt8>], _ number: Int) throws(TreebankError) {
        var fields: [String] = []
        for column in columns { fields.append(try text.string(column, line: number)) }
        guard let head = fields[6] == "_" ? -1 : Self.number(columns[6]) else { throw error(.head(fields[6]), number) }
        sentence.words.append(
            TreebankWord(
                form: fields[1], lemma: fields[2], upos: fields[3], xpos: fields[4], features: fields[5], head: head,
                relation: fields[7], enhanced: fields[8], misc: fields[9]))
        lines.append(number)
    }

    /// Whether the first column is a range that begins at the word that is due, behind the one before it, or an empty
    /// node behind the word before.
    private mutating func isRangeOrEmptyNode(_ column: ArraySlice<UInt8>, due: Int) -> Bool {
        if let dash = column.firstIndex(of: UInt8(ascii: "-")) {
            guard Self.number(column[..<dash]) == due, let end = Self.number(column[(dash + 1)...]), end >= due,
                due > rangeEnd ?? 0
            else { return false }
            rangeEnd = end
            return true
        }
        guard let dot = column.firstIndex(of: UInt8(ascii: ".")) else { return false }
        return Self.number(column[..<dot]) == due - 1 && Self.number(column[(dot + 1)...]).map { $0 > 0 } == true
    }

    private func error(_ kind: TreebankError.Kind, _ line: Int) -> TreebankError {
        TreebankError(kind, file: text.file, line: line)
    }

    /// A number of up to nine decimal digits, or nil.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard 1...9 ~= digits.count else { return nil }
        var number = 0
        for digit in digits {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private static let names = ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"]
}
