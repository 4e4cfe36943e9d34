/// The label of a word in the BIO scheme. Raw values are those of corpora and of model configurations.
public enum BIOLabel: String, Sendable, CaseIterable, Hashable {
    /// The word is the first of a mention.
    case begin = "B"
    /// The word carries a mention on.
    case inside = "I"
    /// The word is part of no mention.
    case outside = "O"

    /// The mentions that a sentence's labels describe: ranges of word numbers, in order, none empty.
    ///
    /// The rule is that of conlleval (Tjong Kim Sang and Buchholz 2000): `B` always opens a mention, also right behind
    /// another one; `I` carries an open mention on, and opens one where none is open (a stray `I`: at the start of the
    /// sentence or after `O`); `O` and the end of the sentence close.
    public static func mentions(in labels: some Sequence<BIOLabel>) -> [Range<Int>] {
        var mentions: [Range<Int>] = []
        var opened: Int?
        var word = 0
        for label in labels {
            if let start = opened, label != .inside {
                mentions.append(start..<word)
                opened = nil
            }
            if label != .outside, opened == nil {
                opened = word
            }
            word += 1
        }
        if let start = opened {
            mentions.append(start..<word)
        }
        return mentions
    }
}
