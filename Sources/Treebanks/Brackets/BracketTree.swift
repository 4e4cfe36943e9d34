public import Documents

/// A constituency tree as the Penn Treebank draws it, its words among it.
public indirect enum BracketTree: Sendable, Equatable {
    /// A labelled constituent over its parts, at least one. The outermost label may be empty.
    case constituent(label: String, children: [BracketTree])
    /// A word, unescaped, and its part of speech.
    case word(form: String, tag: String)

    /// Labels of the bracket around a whole tree that says nothing of the sentence.
    public static let roots: Set<String> = ["", "S1", "ROOT", "TOP"]

    /// The words from left to right, with their parts of speech.
    public var tokens: [(form: String, tag: String)] {
        var tokens: [(form: String, tag: String)] = []
        collect(&tokens)
        return tokens
    }

    /// The words from left to right; see ``TreebankSpelling/surface(of:xpos:)``.
    public var words: [String] { tokens.map(\.form) }

    /// The parts of speech from left to right.
    public var tags: [String] { tokens.map(\.tag) }

    /// The constituents over the words, numbered from 0, in pre-order: without the words and without the root bracket.
    ///
    /// The root bracket stays only where it is the one that covers the sentence, since it has more parts than one
    /// constituent; an empty label is then written "ROOT". A bare word with its tag has no constituent.
    public var constituents: ConstituencyTree {
        var constituents: [ConstituencyTree.Constituent] = []
        var count = 0
        withoutRoot.collect(&constituents, count: &count)
        return ConstituencyTree(constituents: constituents)
    }

    private func collect(_ tokens: inout [(form: String, tag: String)]) {
        switch self {
        case .word(let form, let tag): tokens.append((form, tag))
        case .constituent(_, let children): for child in children { child.collect(&tokens) }
        }
    }

    /// The tree inside the root brackets.
    private var withoutRoot: BracketTree {
        guard case .constituent(let label, let children) = self, Self.roots.contains(label) else { return self }
        if children.count == 1, case .constituent = children[0] { return children[0].withoutRoot }
        return .constituent(label: label.isEmpty ? "ROOT" : label, children: children)
    }

    private func collect(_ constituents: inout [ConstituencyTree.Constituent], count: inout Int) {
        guard case .constituent(let label, let children) = self else {
            count += 1
            return
        }
        let place = constituents.count
        let first = count
        constituents.append(.init(label: label, first: first, last: first))
        for child in children { child.collect(&constituents, count: &count) }
        constituents[place].last = count - 1
    }
}
