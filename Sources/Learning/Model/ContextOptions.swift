public import Entities

/// What mixes contexts into the words' states of a model under training (model.md, section 4).
public struct ContextOptions: Sendable, Equatable {
    /// How they are mixed.
    public var module: ContextModule
    /// Rows of the table of labels, that of unknown labels included.
    public var labelCount: Int
    /// d2: numbers in the embedding of a label. Only CFA's may be another than the hidden size.
    public var labelSize: Int
    /// Rows of the table of keys, that of unknown words included; 0 for a module without keys.
    public var wordCount: Int

    /// Makes options.
    public init(module: ContextModule, labelCount: Int, labelSize: Int, wordCount: Int = 0) {
        precondition(labelCount > 0 && labelSize > 0, "a label at least, of a number at least")
        precondition((wordCount > 0) == module.hasKeys, "keys for the modules that have some, and for no other")
        self.module = module
        self.labelCount = labelCount
        self.labelSize = labelSize
        self.wordCount = wordCount
    }
}

extension ContextModule {
    /// The columns of what the classifier reads that hold a word's own state, and those of what is mixed in.
    func columns(hidden: Int) -> (own: Range<Int>, mixed: Range<Int>) {
        let own = wordPart * hidden..<(wordPart + 1) * hidden
        return (own, wordPart == 0 ? own.upperBound..<classifierParts * hidden : 0..<own.lowerBound)
    }
}
