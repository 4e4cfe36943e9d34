extension SyntacticContexts {
    /// The contexts that a sentence's syntax gives its words under one feature (model.md, section 3).
    ///
    /// A word is always among its own contexts. Where the syntax of the feature is not known it is the only one, with
    /// the label `ContextLabels.none`.
    public init(_ feature: ContextFeature, of syntax: WordSyntax) {
        switch feature {
        case .pos: self.init(neighboursIn: syntax)
        case .syn: self.init(constituentsIn: syntax)
        case .dep: self.init(dependenciesIn: syntax)
        }
    }

    /// Contexts of words about which nothing is known: each is its own, without a label.
    private init(unknown wordCount: Int) {
        self.init((0..<wordCount).map { [$0] }, labels: Array(repeating: ContextLabels.none, count: wordCount))
    }

    /// Each word and its neighbour on either side, none beyond the sentence's edges; labels are parts of speech.
    private init(neighboursIn syntax: WordSyntax) {
        let count = syntax.wordCount
        guard !syntax.partsOfSpeech.isEmpty else {
            self.init(unknown: count)
            return
        }
        let contexts = (0..<count).map { word in Array(max(word - 1, 0)...min(word + 1, count - 1)) }
        self.init(contexts, labels: syntax.partsOfSpeech)
    }

    /// Each word with its governor and its dependents; labels are relations, that of the root its own.
    private init(dependenciesIn syntax: WordSyntax) {
        guard !syntax.heads.isEmpty else {
            self.init(unknown: syntax.wordCount)
            return
        }
        var contexts = (0..<syntax.wordCount).map { [$0] }
        for (word, head) in syntax.heads.enumerated() where head > 0 && head != word + 1 {
            contexts[word].append(head - 1)
            contexts[head - 1].append(word)
        }
        self.init(contexts.map { $0.sorted() }, labels: syntax.relations)
    }
}
