/// A file of texts that an encoder is trained on, as a configuration names it.
public struct TextDefinition: Sendable, Equatable {
    /// What a file holds.
    public enum Format: String, Sendable, CaseIterable {
        /// Plain text in UTF-8, one document a line.
        case text
        /// An entity corpus, `token<TAB>label` a line: each sentence is a document of its own.
        case bio
    }

    /// The file; one whose name ends with `.zst` is decompressed on the way.
    public var file: String
    /// What it holds.
    public var format: Format
    /// How often its documents are seen each epoch: 1 is each once, 0.5 another half of them every epoch.
    public var weight: Float

    /// Names a file; without a format the ending of its name tells: `.tsv` for an entity corpus.
    public init(file: String, format: Format? = nil, weight: Float = 1) {
        self.file = file
        self.format = format ?? (file.hasSuffix(".tsv") ? .bio : .text)
        self.weight = weight
    }
}
