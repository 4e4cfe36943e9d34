import Documents
import Files
import Records
import TestSupport

/// Random documents that keep all rules: ASCII and not, with and without syntax, empty in every way.
struct RandomDocuments {
    private var random: SeededGenerator

    /// Starts the sequence of a seed.
    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A model stamp to write with.
    static let model = ModelStamp(name: "tiny \"β\"", digest: Digest.of([1, 2, 3]))

    /// The stamp of two models.
    static let models = ModelStamp([
        .init(task: .syntax, name: "parser", digest: Digest.of([4])),
        .init(task: .entities, name: "tagger", digest: Digest.of([5])),
    ])

    private static let words = [
        "the", "expression", "of", "NF-\u{03BA}B", "β-catenin", "\"quoted\"", "back\\slash", "0.05", "e\u{301}", "𝛼𝛽",
        "🧬",
        "\u{2028}", "\u{2029}", "\u{85}", "\u{0}", "\u{1F}", "\u{7F}", "\u{FFFD}", "\u{FEFF}", "\u{10FFFF}", "日本語", "–",
        "a\tb", "c\rd", "«é»", "/", "longer-than-sixteen-bytes-of-ascii",
    ]
    private static let labels = ["S", "NP", "VP", "PP", "SBAR", "NP-SBJ", "-LRB-", "X'", "1"]

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func flag() -> Bool { Bool.random(using: &random) }

    private mutating func word() -> String { Self.words[number(0...Self.words.count - 1)] }

    private mutating func wordOrNil() -> String? { flag() ? word() : nil }

    private mutating func words() -> [String] { (0..<number(0...3)).map { _ in word() } }

    /// The next document.
    mutating func next() -> Document {
        var citation = Citation(
            pmid: "\(number(1...40_000_000))",
            version: number(1...3),
            source: .init(file: "\(word()).xml.gz", position: number(1...30_000)),
            doi: wordOrNil(),
            pmc: wordOrNil(),
            journal: wordOrNil(),
            year: flag() ? number(1800...2030) : nil,
            date: wordOrNil(),
            languages: words(),
            types: words(),
            collectives: words()
        )
        if number(0...9) == 0 {
            citation.status = .deleted
            return Document(citation: citation)
        }
        var document = Document(citation: citation)
        for _ in 0..<number(0...3) { appendPassage(to: &document) }
        appendEntities(to: &document)
        return document
    }

    private mutating func appendPassage(to document: inout Document) {
        if !document.text.isEmpty { document.text += "\n" }
        let start = document.text.utf8.count
        for _ in 0..<number(0...3) {
            document.sentences.append(sentence(extending: &document.text, isFirst: document.text.utf8.count == start))
        }
        let kind = Passage.Kind.allCases[number(0...3)]
        let span = TextSpan(start, document.text.utf8.count)
        document.passages.append(Passage(kind: kind, label: wordOrNil(), language: wordOrNil(), span: span))
    }

    private mutating func sentence(extending text: inout String, isFirst: Bool) -> Sentence {
        if !isFirst { text += " " }
        let start = text.utf8.count
        let hasSyntax = flag()
        var tokens: [Token] = []
        for index in 0..<number(1...12) {
            if index > 0 && flag() { text += " " }
            let tokenStart = text.utf8.count
            text += word()
            let span = TextSpan(tokenStart, text.utf8.count)
            tokens.append(Token(span: span, xpos: hasSyntax ? word() : nil, upos: hasSyntax ? "NOUN" : nil))
        }
        // Sentences that only have their span.
        if number(0...7) == 0 { tokens = [] }
        var sentence = Sentence(span: TextSpan(start, text.utf8.count), tokens: tokens)
        if hasSyntax {
            sentence.dependencies = dependencies(tokens.count)
            sentence.constituents = constituents(tokens.count)
            if tokens.count > 2 && flag() { sentence.pieces = [0, number(1...tokens.count - 1)] }
        }
        return sentence
    }

    private mutating func dependencies(_ count: Int) -> DependencyTree {
        let heads = (0..<count).map { token in
            let head = number(0...count)
            return head == token + 1 ? 0 : head
        }
        return DependencyTree(heads: heads, relations: heads.map { _ in word() })
    }

    /// A random tree over so many tokens, in pre-order.
    mutating func constituents(_ count: Int) -> ConstituencyTree {
        var tree = ConstituencyTree(constituents: [])
        if count > 0 { appendConstituents(0, count - 1, depth: 0, to: &tree) }
        return tree
    }

    private mutating func appendConstituents(_ first: Int, _ last: Int, depth: Int, to tree: inout ConstituencyTree) {
        let label = Self.labels[number(0...Self.labels.count - 1)]
        tree.constituents.append(.init(label: label, first: first, last: last))
        var next = first
        while next <= last, depth < 6 {
            let end = number(next...last)
            if flag() { appendConstituents(next, end, depth: depth + 1, to: &tree) }
            next = end + 1
        }
    }

    private mutating func appendEntities(to document: inout Document) {
        for (number, sentence) in document.sentences.enumerated() where !sentence.tokens.isEmpty && flag() {
            let first = self.number(0...sentence.tokens.count - 1)
            let last = self.number(first...sentence.tokens.count - 1)
            let span = TextSpan(sentence.tokens[first].span.start, sentence.tokens[last].span.end)
            document.entities.append(
                Entity(
                    id: "T\(document.entities.count + 1)",
                    type: EntityType.allCases[self.number(0...3)],
                    span: span,
                    sentence: number,
                    tokens: first...last,
                    tag: word(),
                    score: Float(self.number(0...10_000)) / 10_000,
                    identifiers: words()
                ))
        }
    }
}
