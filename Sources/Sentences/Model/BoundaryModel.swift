public import Files

/// A trained model of where sentences end and tokens begin.
public struct BoundaryModel: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Digest of its files; that of no bytes for one that was not read from a folder.
    public let digest: Digest
    /// Weights for the ends of sentences.
    public let sentences: BoundaryWeights
    /// Weights for the beginnings of tokens, for each style that the model knows.
    public let tokens: [TokenStyle: BoundaryWeights]

    /// Makes a model of its parts.
    public init(
        name: String, digest: Digest = Digest.of([]), sentences: BoundaryWeights, tokens: [TokenStyle: BoundaryWeights]
    ) {
        self.name = name
        self.digest = digest
        self.sentences = sentences
        self.tokens = tokens
    }
}
