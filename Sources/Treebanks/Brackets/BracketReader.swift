/// Reads trees in brackets: `(S1 (NP (DT the) (NN cell)))`, on one line or many, several on a line.
public enum BracketReader {
    /// How deep brackets may be nested; the treebanks stay below 80.
    public static let deepest = 500

    /// How trees are read.
    public enum Style: Sendable, Equatable {
        /// Traces (-NONE-) and what is empty without them left out, function tags cut ("NP-SBJ-1" is "NP").
        case plain
        /// Labels and traces as they are written.
        case asWritten
    }

    /// The trees of a file.
    public static func trees(path: String, style: Style = .plain) throws(TreebankError) -> [BracketTree] {
        try trees(in: TreebankText(path: path), style: style).map(\.tree)
    }

    /// The trees of a file's bytes; `file` is the name that errors give.
    public static func trees(
        bytes: [UInt8], file: String, style: Style = .plain
    ) throws(TreebankError) -> [BracketTree] {
        try trees(in: TreebankText(bytes: bytes, file: file), style: style).map(\.tree)
    }

    /// The trees of a text, each with the number of the line it begins on.
    static func trees(
        in text: TreebankText, style: Style
    ) throws(TreebankError) -> [(tree: BracketTree, line: Int)] {
        var reading = BracketReading(text: text, style: style)
        try text.forEachLine { (line, number) throws(TreebankError) in try reading.read(line, number: number) }
        return try reading.finish()
    }
}

/// The trees read so far and the brackets that are open.
private struct BracketReading {
    /// An open bracket: its label, and what it holds so far.
    private struct Bracket {
        let line: Int
        var label: String?
        var word: String?
        var children: [BracketTree] = []
        /// Whether a trace was left out.
        var isEmptied = false
    }

    private let text: TreebankText
    private let style: BracketReader.Style
    private var trees: [(tree: BracketTree, line: Int)] = []
    private var open: [Bracket] = []

    init(text: TreebankText, style: BracketReader.Style) {
        self.text = text
        self.style = style
    }

    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(TreebankError) {
        var place = line.startIndex
        while place < line.endIndex {
            switch line[place] {
            case UInt8(ascii: "("):
                try push(number)
                place += 1
            case UInt8(ascii: ")"):
                try pop(number)
                place += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                place += 1
            default:
                let end = line[place...].firstIndex(where: Self.endsAtom) ?? line.endIndex
                try add(text.string(line[place..<end], line: number), number)
                place = end
            }
        }
    }

    func finish() throws(TreebankError) -> [(tree: BracketTree, line: Int)] {
        if let first = open.first { throw error(.unclosedBrackets(open.count), first.line) }
        guard !trees.isEmpty else { throw TreebankError(.empty, file: text.file) }
        return trees
    }

    private mutating func push(_ number: Int) throws(TreebankError) {
        guard open.count < BracketReader.deepest else { throw error(.tooDeep(BracketReader.deepest), number) }
        if let parent = open.indices.last {
            if let word = open[parent].word { throw error(.bareWord(word, label: open[parent].label ?? ""), number) }
            open[parent].label = open[parent].label ?? ""
        }
        open.append(Bracket(line: number))
    }

    /// Adds a label, where the bracket has none yet, or a word.
    private mutating func add(_ atom: String, _ number: Int) throws(TreebankError) {
        guard let last = open.indices.last else { throw error(.strayText(atom), number) }
        guard let label = open[last].label else {
            open[last].label = atom
            return
        }
        guard open[last].word == nil && open[last].children.isEmpty && !open[last].isEmptied else {
            throw error(.bareWord(atom, label: label), number)
        }
        open[last].word = BracketWriter.unescaped(atom)
    }

    private mutating func pop(_ number: Int) throws(TreebankError) {
        guard let bracket = open.popLast() else { throw error(.strayBracket, number) }
        let tree = try tree(of: bracket, number)
        guard let parent = open.indices.last else {
            guard let tree else { throw error(.onlyTraces, bracket.line) }
            trees.append((tree, bracket.line))
            return
        }
        if let tree { open[parent].children.append(tree) } else { open[parent].isEmptied = true }
    }

    /// What a closed bracket stands for; nil for a trace that is left out.
    private func tree(of bracket: Bracket, _ number: Int) throws(TreebankError) -> BracketTree? {
        let label = bracket.label ?? ""
        if let word = bracket.word {
            return style == .plain && label == "-NONE-" ? nil : .word(form: word, tag: label)
        }
        if bracket.children.isEmpty {
            guard bracket.isEmptied else { throw error(.emptyBrackets(label), number) }
            return nil
        }
        return .constituent(label: style == .plain ? Self.category(label) : label, children: bracket.children)
    }

    /// A label without its function tags and indices; what begins with the sign has none ("-NONE-").
    private static func category(_ label: String) -> String {
        let bytes = label.utf8
        let sign = bytes.dropFirst().firstIndex { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") }
        guard let sign, bytes.first != UInt8(ascii: "-") else { return label }
        return String(label[..<sign])
    }

    private static func endsAtom(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: " ")
            || byte == UInt8(ascii: "\t")
    }

    private func error(_ kind: TreebankError.Kind, _ line: Int) -> TreebankError {
        TreebankError(kind, file: text.file, line: line)
    }
}
