/// What a model can say, each list in the order of its head's rows.
public struct SyntaxLabels: Sendable, Equatable {
    /// Parts of speech of the Penn Treebank.
    public let xpos: [String]
    /// Universal parts of speech.
    public let upos: [String]
    /// Relations of dependents to their heads; `root` is one of them, and not the only one.
    public let relations: [String]
    /// Labels of constituents: for each the chain of labels that cover the same words, outermost first.
    public let constituents: [[String]]

    /// The relation of a sentence's root.
    static let root = "root"

    /// Number of the relation `root`.
    let rootRelation: Int

    /// Takes lists that `SyntaxModelConfiguration` has checked.
    init(xpos: [String], upos: [String], relations: [String], constituents: [String]) {
        self.xpos = xpos
        self.upos = upos
        self.relations = relations
        self.constituents = constituents.map { $0.split(separator: "+").map(String.init) }
        rootRelation = relations.firstIndex(of: SyntaxLabels.root) ?? relations.count
    }
}
