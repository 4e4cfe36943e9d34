/// The kinds of things that are tagged. Raw values are those of the record's `type`.
public enum EntityType: String, Sendable, CaseIterable, Hashable {
    /// Genes and proteins (BC2GM, JNLPBA).
    case gene = "Gene"
    /// Diseases (NCBI-disease, BC5CDR-disease).
    case disease = "Disease"
    /// Chemicals and drugs (BC5CDR-chemical).
    case chemical = "Chemical"
    /// Species and strains (Linnaeus, Species-800).
    case species = "Species"
}

/// A mention of a gene, disease, chemical or species.
public struct Entity: Sendable, Equatable {
    /// Identifier within its document: "T1", "T2" in text order.
    public var id: String
    /// What kind of thing is mentioned.
    public var type: EntityType
    /// Where the mention lies in the text.
    public var span: TextSpan
    /// 0-based number of its sentence in the document.
    public var sentence: Int
    /// 0-based numbers of its first and last token in the sentence.
    public var tokens: ClosedRange<Int>
    /// The corpus whose annotation style was asked for ("BC2GM").
    public var tag: String
    /// The model's confidence in the mention, 0 to 1.
    public var score: Float
    /// Concept identifiers ("MESH:D003920"); empty until a linker ran.
    public var identifiers: [String]

    /// Makes an entity, without identifiers unless given.
    public init(
        id: String,
        type: EntityType,
        span: TextSpan,
        sentence: Int,
        tokens: ClosedRange<Int>,
        tag: String,
        score: Float,
        identifiers: [String] = []
    ) {
        self.id = id
        self.type = type
        self.span = span
        self.sentence = sentence
        self.tokens = tokens
        self.tag = tag
        self.score = score
        self.identifiers = identifiers
    }
}
