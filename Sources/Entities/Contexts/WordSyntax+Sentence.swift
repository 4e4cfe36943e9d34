public import Documents

extension WordSyntax {
    /// The syntax that a parser gave some words.
    public init(partsOfSpeech: [String], dependencies: DependencyTree?, constituents: ConstituencyTree?) {
        self.init(
            wordCount: partsOfSpeech.count, partsOfSpeech: partsOfSpeech,
            constituents: constituents?.constituents ?? [], heads: dependencies?.heads ?? [],
            relations: dependencies?.relations ?? [])
    }

    /// The syntax of a sentence, whose tokens are the words.
    ///
    /// Of a sentence that was parsed in pieces the trees are the joined ones: no accepted constituent reaches over two
    /// pieces, and of the arcs only those from the first piece's root to the others'.
    public init(of sentence: Sentence) {
        let isTagged = sentence.tokens.contains { $0.xpos != nil }
        self.init(
            wordCount: sentence.tokens.count,
            partsOfSpeech: isTagged ? sentence.tokens.map { $0.xpos ?? ContextLabels.none } : [],
            constituents: sentence.constituents?.constituents ?? [], heads: sentence.dependencies?.heads ?? [],
            relations: sentence.dependencies?.relations ?? [])
    }
}
