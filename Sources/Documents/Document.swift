/// One citation with its text and what was found in it.
public struct Document: Sendable, Equatable {
    /// Where the text comes from.
    public var citation: Citation
    /// The title, a newline, then the other passages, each on lines of its own. Empty for a deleted citation.
    public var text: String
    /// The parts of the text, in text order.
    public var passages: [Passage]
    /// The sentences of all passages, in text order; empty until a splitter ran.
    public var sentences: [Sentence]
    /// The entities, ordered by span, then by type; empty until a tagger ran.
    public var entities: [Entity]

    /// Makes a document; without sentences and entities when these have yet to be found.
    public init(
        citation: Citation,
        text: String = "",
        passages: [Passage] = [],
        sentences: [Sentence] = [],
        entities: [Entity] = []
    ) {
        self.citation = citation
        self.text = text
        self.passages = passages
        self.sentences = sentences
        self.entities = entities
    }

    /// The characters of the text under a span.
    ///
    /// The span must lie within the text and on scalar boundaries.
    public func substring(_ span: TextSpan) -> Substring {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: span.start)
        return text[start..<bytes.index(start, offsetBy: span.count)]
    }
}

/// A part of a document's text with one role: its title, a section of its abstract.
public struct Passage: Sendable, Equatable {
    /// The role of a passage in a citation. Raw values are those of the record's `kind`.
    public enum Kind: String, Sendable, CaseIterable {
        /// `ArticleTitle`, or `BookTitle` where a book record has no article title.
        case title
        /// The title in the language of the article (`VernacularTitle`).
        case vernacularTitle = "vernacular_title"
        /// One `AbstractText` of the abstract.
        case abstract
        /// One `AbstractText` of an `OtherAbstract`: another language or another kind of summary.
        case otherAbstract = "other_abstract"
    }

    /// The passage's role.
    public var kind: Kind
    /// The section label that the citation gives ("METHODS"), or nil.
    public var label: String?
    /// Three-letter language code where the citation says so for this passage, or nil.
    public var language: String?
    /// Where the passage lies in the text.
    public var span: TextSpan

    /// Makes a passage.
    public init(kind: Kind, label: String? = nil, language: String? = nil, span: TextSpan) {
        self.kind = kind
        self.label = label
        self.language = language
        self.span = span
    }
}
