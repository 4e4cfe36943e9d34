public import Documents

/// The syntax of a sentence.
public struct ParsedSentence: Sendable, Equatable {
    /// For each word its part of speech of the Penn Treebank, and its universal one.
    public var xpos: [String], upos: [String]
    /// The dependency tree, with one root.
    public var dependencies: DependencyTree
    /// The constituents.
    public var constituents: ConstituencyTree
    /// The 0-based number of each piece's first word when the sentence was parsed in pieces, else empty.
    public var pieces: [Int]

    /// The relation of the later pieces' roots to the first one's.
    static let joiningRelation = "parataxis"
    /// The label of the constituent that holds the pieces.
    static let joiningLabel = "S"

    /// Joins the pieces of a sentence: the first piece's root is the root and heads the others', and one constituent
    /// holds all. A sentence that is one piece is that piece.
    init(_ parts: [(words: Range<Int>, syntax: PieceSyntax)], labels: SyntaxLabels) {
        var heads: [Int] = []
        var relations: [String] = []
        var constituents: [ConstituencyTree.Constituent] = []
        xpos = []
        upos = []
        pieces = parts.count > 1 ? parts.map(\.words.lowerBound) : []
        if parts.count > 1 {
            let last = (parts.last?.words.upperBound ?? 1) - 1
            constituents.append(.init(label: ParsedSentence.joiningLabel, first: 0, last: last))
        }
        var root = 0
        for (words, syntax) in parts {
            let offset = words.lowerBound
            xpos += syntax.xpos.map { labels.xpos[$0] }
            upos += syntax.upos.map { labels.upos[$0] }
            for (word, head) in syntax.heads.enumerated() {
                if head > 0 || offset == 0 {
                    heads.append(head > 0 ? head + offset : 0)
                    relations.append(labels.relations[syntax.relations[word]])
                } else {
                    heads.append(root)
                    relations.append(ParsedSentence.joiningRelation)
                }
                if head == 0 && offset == 0 { root = word + 1 }
            }
            for span in syntax.spans {
                constituents += labels.constituents[span.label].map {
                    .init(label: $0, first: span.first + offset, last: span.last + offset)
                }
            }
        }
        dependencies = DependencyTree(heads: heads, relations: relations)
        self.constituents = ConstituencyTree(constituents: constituents)
    }
}
