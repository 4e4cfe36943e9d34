internal import Documents
internal import Files
internal import Scoring
internal import Treebanks

/// A sentence of a treebank with its whole syntax, as the files spell it.
struct SyntaxSentence: Sendable {
    /// The words as running text writes them.
    var words: [String]
    /// What is known of them; both trees are there.
    var syntax: SentenceSyntax
    var dependencies: DependencyTree
    /// The constituents, one a span: the first and the last word, and the chain of labels that cover just these words,
    /// outermost first.
    var spans: [(first: Int, last: Int, chain: [String])]

    /// The sentences of a split of a treebank.
    ///
    /// - Throws: `TreebankError` for a file that cannot be read, for sentences that are not those of the trees, and for
    ///   words without a head.
    static func sentences(split: String) throws -> [SyntaxSentence] {
        let file = "\(split).conllu"
        let treebank = try Treebank(conllu: file, trees: "\(split).trees")
        return try zip(treebank.sentences, treebank.trees ?? []).enumerated().map { number, pair in
            let (sentence, tree) = pair
            guard let dependencies = sentence.dependencies else {
                throw TreebankError(.emptyColumn("HEAD of a word of sentence \(number + 1)"), file: file)
            }
            let constituents = tree.constituents
            let syntax = SentenceSyntax(
                xpos: sentence.words.map(\.xpos), upos: sentence.words.map(\.upos), dependencies: dependencies,
                constituents: constituents)
            return SyntaxSentence(
                words: sentence.words.map(\.surface), syntax: syntax, dependencies: dependencies,
                spans: spans(of: constituents, words: sentence.words.count))
        }
    }

    /// Gathers the labels of constituents that cover the same words. A sentence without a constituent around all of it
    /// gets one without a label.
    static func spans(
        of tree: ConstituencyTree, words: Int
    ) -> [(first: Int, last: Int, chain: [String])] {
        var spans: [(first: Int, last: Int, chain: [String])] = []
        for constituent in tree.constituents {
            if let last = spans.last, last.first == constituent.first, last.last == constituent.last {
                spans[spans.count - 1].chain.append(constituent.label)
            } else {
                spans.append((constituent.first, constituent.last, [constituent.label]))
            }
        }
        if spans.first.map({ $0.first > 0 || $0.last < words - 1 }) ?? true { spans.insert((0, words - 1, []), at: 0) }
        return spans
    }
}
