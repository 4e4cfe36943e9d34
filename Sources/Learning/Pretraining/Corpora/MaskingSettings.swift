/// How sub-words are hidden; the defaults are those of Devlin et al. (2019), with whole words.
public struct MaskingSettings: Sendable, Equatable {
    /// The part of the sub-words that are hidden.
    public var share: Float = 0.15
    /// Whether the sub-words of a word are hidden together.
    public var wholeWords = true
    /// The part of the hidden ones that `[MASK]` stands for, and the part that any other sub-word does; the rest stay as
    /// they are.
    public var mask: Float = 0.8, random: Float = 0.1

    /// The usual settings.
    public init() {}
}
