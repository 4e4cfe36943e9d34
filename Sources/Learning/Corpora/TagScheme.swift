internal import Documents

/// Which tags a sentence gets around it (model.md, section 2; tables 5 and 7 of the paper).
public struct TagScheme: Sendable, Equatable {
    /// What a tag names.
    public enum Naming: String, Sendable, CaseIterable {
        /// No tags: a single task, or corpora mixed without telling them apart (DM).
        case none
        /// The corpus (DN): the model of the paper.
        case corpus
        /// The type of its entities (TN).
        case type
        /// Both, the corpus outside (TN+DN).
        case both
    }

    /// What the tags name.
    public var naming: Naming
    /// Whether a closing tag stands behind the sentence.
    public var closing: Bool

    /// Makes a scheme; by default a pair of tags that name the corpus.
    public init(naming: Naming = .corpus, closing: Bool = true) {
        self.naming = naming
        self.closing = closing
    }

    /// Vocabulary entries of a sentence from a corpus, from the outside in: none, one or two pairs.
    func pairs(of corpus: CorpusDefinition) -> [TagPair] {
        let names: [String] =
            switch naming {
            case .none: []
            case .corpus: [corpus.name]
            case .type: [corpus.type.rawValue]
            case .both: [corpus.name, corpus.type.rawValue]
            }
        return names.map { TagPair(open: "<\($0)>", close: closing ? "</\($0)>" : nil) }
    }

    /// The entries that the vocabulary needs for some corpora, each once, in the corpora's order.
    func entries(of corpora: [CorpusDefinition]) -> [String] {
        var entries: [String] = []
        for pair in corpora.flatMap(pairs) {
            for entry in [pair.open, pair.close].compactMap({ $0 }) where !entries.contains(entry) {
                entries.append(entry)
            }
        }
        return entries
    }
}

/// The vocabulary entries around a sentence.
struct TagPair: Equatable {
    /// Before it.
    var open: String
    /// Behind it, or nil.
    var close: String?
}
