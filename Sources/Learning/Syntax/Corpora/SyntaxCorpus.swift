/// One treebank of a training run. Its name is that of its tag, and the style that the tag asks for.
public struct SyntaxCorpus: Sendable, Equatable {
    /// Its name, and that of its tag.
    public var name: String
    /// Its splits for training: the names of a CoNLL-U file and of the file with the trees of the same sentences,
    /// without their endings `.conllu` and `.trees`.
    public var train: [String]
    /// The split for scoring during training, or nil.
    public var devel: String?
    /// How often its sentences are seen each epoch: 1 is each once, 0.5 another half of them every epoch.
    public var weight: Float

    /// Makes a corpus.
    public init(name: String, train: [String], devel: String? = nil, weight: Float = 1) {
        self.name = name
        self.train = train
        self.devel = devel
        self.weight = weight
    }

    /// The tag that stands around its sentences.
    var tag: TagPair { TagPair(open: "<\(name)>", close: "</\(name)>") }
}
