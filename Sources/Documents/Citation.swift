/// What PubMed says about an article: its identity and its bibliographic data.
public struct Citation: Sendable, Equatable {
    /// Whether the citation stands or has been withdrawn by a `DeleteCitation`.
    public enum Status: String, Sendable, CaseIterable {
        /// The citation is part of PubMed.
        case current
        /// The citation was deleted; it has no text.
        case deleted
    }

    /// The place a citation was read from.
    public struct Source: Sendable, Equatable {
        /// Name of the input file, without folders.
        public var file: String
        /// Number of the citation in the file, from 1, in file order; deletions count too.
        public var position: Int

        /// Makes a source.
        public init(file: String, position: Int) {
            self.file = file
            self.position = position
        }
    }

    /// PubMed identifier: decimal digits.
    public var pmid: String
    /// PubMed's version of the record; 1 where none is given.
    public var version: Int
    /// Whether the citation stands.
    public var status: Status
    /// Where it was read.
    public var source: Source
    /// Digital object identifier, or nil.
    public var doi: String?
    /// PubMed Central identifier ("PMC1234567"), or nil.
    public var pmc: String?
    /// Title of the journal, or of the book that the citation is a part of; nil where there is none.
    public var journal: String?
    /// Year of publication, or nil where the date names none.
    public var year: Int?
    /// Date of publication as far as it is known: "2020", "2020-03" or "2020-03-07"; nil where no year is known.
    public var date: String?
    /// Three-letter language codes.
    public var languages: [String]
    /// Publication types ("Journal Article").
    public var types: [String]
    /// Names of the groups among the authors (`CollectiveName`).
    public var collectives: [String]

    /// Makes a citation; everything but its identity and source may be unknown.
    public init(
        pmid: String,
        version: Int = 1,
        status: Status = .current,
        source: Source,
        doi: String? = nil,
        pmc: String? = nil,
        journal: String? = nil,
        year: Int? = nil,
        date: String? = nil,
        languages: [String] = [],
        types: [String] = [],
        collectives: [String] = []
    ) {
        self.pmid = pmid
        self.version = version
        self.status = status
        self.source = source
        self.doi = doi
        self.pmc = pmc
        self.journal = journal
        self.year = year
        self.date = date
        self.languages = languages
        self.types = types
        self.collectives = collectives
    }
}

/// A citation that could not be read or annotated, and why.
///
/// It goes to the error list of its file; the citations around it are not touched.
public struct CitationProblem: Sendable, Equatable, CustomStringConvertible {
    /// PMID, where it could be read.
    public var pmid: String?
    /// Number of the citation in the file, from 1.
    public var position: Int
    /// What is wrong, in a sentence.
    public var reason: String

    /// Makes a problem.
    public init(pmid: String?, position: Int, reason: String) {
        self.pmid = pmid
        self.position = position
        self.reason = reason
    }

    /// One line for a log: place, PMID and reason.
    public var description: String {
        "citation \(position)" + (pmid.map { " (PMID \($0))" } ?? "") + ": \(reason)"
    }
}
