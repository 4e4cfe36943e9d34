/// Sentences with their dependencies and, where there are trees, their constituents.
public struct Treebank: Sendable, Equatable {
    /// The sentences in file order.
    public let sentences: [TreebankSentence]
    /// One tree a sentence over the same words, or nil where none were given.
    public let trees: [BracketTree]?

    /// Reads a CoNLL-U file and, where one is given, the file with the trees of the same sentences.
    ///
    /// The words of a sentence and its tree must read the same (``TreebankWord/surface``); then those of the tree may
    /// still be spelt another way.
    public init(conllu: String, trees: String? = nil) throws(TreebankError) {
        let sentences = try CoNLLUReader.sentences(in: TreebankText(path: conllu))
        self.sentences = sentences.map(\.sentence)
        guard let path = trees else {
            self.trees = nil
            return
        }
        let trees = try BracketReader.trees(in: TreebankText(path: path), style: .plain)
        guard sentences.count == trees.count else {
            throw TreebankError(.counts(sentences: sentences.count, trees: trees.count), file: path)
        }
        for (sentence, tree) in zip(sentences, trees) {
            if let fault = Self.firstDifference(sentence.sentence, tree.tree) {
                throw TreebankError(fault, file: path, line: tree.line)
            }
        }
        self.trees = trees.map(\.tree)
    }

    /// How the words of a sentence and a tree differ, or nil.
    private static func firstDifference(_ sentence: TreebankSentence, _ tree: BracketTree) -> TreebankError.Kind? {
        let words = sentence.words.map(\.surface)
        let others = tree.tokens.map { TreebankSpelling.surface(of: $0.form, xpos: $0.tag) }
        guard words.count == others.count else { return .wordCounts(sentence: words.count, tree: others.count) }
        for (number, (word, other)) in zip(words, others).enumerated() where word != other {
            return .words(sentence: word, tree: other, word: number + 1)
        }
        return nil
    }
}
