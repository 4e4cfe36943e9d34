public import Documents

/// A corpus that a model is trained on, as a configuration names it.
public struct CorpusDefinition: Sendable, Equatable {
    /// Its name, and that of its tag.
    public var name: String
    /// What it annotates.
    public var type: EntityType
    /// Its files for training.
    public var train: [String]
    /// Its file for scoring during training, or nil.
    public var devel: String?
    /// How often its sentences are seen each epoch: 1 is each once, 0.5 another half of them every epoch.
    public var weight: Float

    /// Makes a corpus.
    public init(name: String, type: EntityType, train: [String], devel: String? = nil, weight: Float = 1) {
        self.name = name
        self.type = type
        self.train = train
        self.devel = devel
        self.weight = weight
    }
}
