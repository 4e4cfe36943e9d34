public import Documents

/// The syntax of a sentence over its words, as plain lists; what is not known is an empty list.
public struct WordSyntax: Sendable, Equatable {
    /// Number of words.
    public let wordCount: Int
    /// The part of speech of each word (Penn Treebank); empty when they are not known.
    public let partsOfSpeech: [String]
    /// The constituents in pre-order; empty when they are not known.
    public let constituents: [ConstituencyTree.Constituent]
    /// For each word 0 when it is the root, else the 1-based number of its head; empty when heads are not known.
    public let heads: [Int]
    /// For each word its relation to its head, as the parser gives it; empty when heads are not known.
    public let relations: [String]

    /// Takes lists of as many elements as there are words, or empty ones, and constituents that lie within the words.
    public init(
        wordCount: Int,
        partsOfSpeech: [String] = [],
        constituents: [ConstituencyTree.Constituent] = [],
        heads: [Int] = [],
        relations: [String] = []
    ) {
        let words = 0..<wordCount
        for count in [partsOfSpeech.count, heads.count] {
            precondition(count == 0 || count == wordCount, "a list of syntax has one element a word")
        }
        precondition(heads.count == relations.count, "a word has one relation a head")
        precondition(heads.allSatisfy { (0...wordCount).contains($0) }, "heads are words of the sentence")
        precondition(
            constituents.allSatisfy { words.contains($0.first) && words.contains($0.last) && $0.first <= $0.last },
            "constituents lie within the sentence")
        self.wordCount = wordCount
        self.partsOfSpeech = partsOfSpeech
        self.constituents = constituents
        self.heads = heads
        self.relations = relations
    }
}
