/// A place in NLM's XML that the reader visits: either a container of wanted elements, or a field with text.
///
/// This is the whole grammar of what is read. An element that `child` knows nothing of is skipped with all it holds,
/// which is what keeps the PMIDs of references and the identifiers of other articles away from a citation.
enum Place: UInt8 {
    // Containers
    case document, set, record, medlineCitation, bookDocument, deletion
    case article, journal, journalIssue, publicationDate, journalInfo
    case abstract, otherAbstract, authorList, author, publicationTypes
    case publicationData, identifiers, book
    // Fields: the text of the element, whatever elements lie in it
    case pmid, deletedPMID, articleTitle, bookTitle, vernacularTitle, abstractText, otherAbstractText
    case journalTitle, journalAbbreviation, medlineAbbreviation
    case year, month, day, medlineDate, language, publicationType, collectiveName, articleIdentifier, electronicLocation

    /// True for a place whose text is taken.
    var isField: Bool { rawValue >= Place.pmid.rawValue }

    /// True for a passage of the document's text, where white space stays as it is.
    var isPassage: Bool { rawValue >= Place.articleTitle.rawValue && rawValue <= Place.otherAbstractText.rawValue }

    /// True where citations, deletions or sets are expected, and nothing else.
    var isOutsideCitations: Bool { self == .document || self == .set }

    /// The place that an element opens here, or nil when it is not wanted.
    func child(_ element: Element) -> Place? {
        switch self {
        case .document: Place.root(element)
        case .set: Place.setMember(element)
        case .record: Place.recordPart(element)
        case .medlineCitation: Place.citationPart(element)
        case .article: Place.articlePart(element)
        case .bookDocument: Place.bookDocumentPart(element)
        case .book: Place.bookPart(element)
        case .journal: Place.journalPart(element)
        case .journalIssue: element == .pubDate ? .publicationDate : nil
        case .publicationDate: Place.datePart(element)
        case .journalInfo: element == .medlineTA ? .medlineAbbreviation : nil
        case .abstract: element == .abstractText ? .abstractText : nil
        case .otherAbstract: element == .abstractText ? .otherAbstractText : nil
        case .authorList: element == .author ? .author : nil
        case .author: element == .collectiveName ? .collectiveName : nil
        case .publicationTypes: element == .publicationType ? .publicationType : nil
        case .publicationData: element == .articleIdList ? .identifiers : nil
        case .identifiers: element == .articleId ? .articleIdentifier : nil
        case .deletion: element == .pmid ? .deletedPMID : nil
        default: nil
        }
    }

    private static func root(_ element: Element) -> Place? {
        switch element {
        case .pubmedArticleSet, .medlineCitationSet, .pubmedBookArticleSet, .bookDocumentSet: .set
        default: setMember(element)
        }
    }

    private static func setMember(_ element: Element) -> Place? {
        switch element {
        case .pubmedArticle, .pubmedBookArticle: .record
        case .medlineCitation: .medlineCitation
        case .bookDocument: .bookDocument
        case .deleteCitation, .deleteDocument: .deletion
        default: nil
        }
    }

    private static func recordPart(_ element: Element) -> Place? {
        switch element {
        case .medlineCitation: .medlineCitation
        case .bookDocument: .bookDocument
        case .pubmedData, .pubmedBookData: .publicationData
        default: nil
        }
    }

    private static func citationPart(_ element: Element) -> Place? {
        switch element {
        case .pmid: .pmid
        case .article: .article
        case .medlineJournalInfo: .journalInfo
        case .otherAbstract: .otherAbstract
        default: nil
        }
    }

    private static func articlePart(_ element: Element) -> Place? {
        switch element {
        case .journal: .journal
        case .articleTitle: .articleTitle
        case .vernacularTitle: .vernacularTitle
        case .abstract: .abstract
        case .authorList: .authorList
        case .language: .language
        case .publicationTypeList: .publicationTypes
        case .eLocationID: .electronicLocation
        default: nil
        }
    }

    private static func bookDocumentPart(_ element: Element) -> Place? {
        switch element {
        case .pmid: .pmid
        case .articleIdList: .identifiers
        case .book: .book
        case .articleTitle: .articleTitle
        case .vernacularTitle: .vernacularTitle
        case .abstract: .abstract
        case .otherAbstract: .otherAbstract
        case .authorList: .authorList
        case .language: .language
        case .publicationType: .publicationType
        default: nil
        }
    }

    private static func bookPart(_ element: Element) -> Place? {
        switch element {
        case .bookTitle: .bookTitle
        case .pubDate: .publicationDate
        case .authorList: .authorList
        default: nil
        }
    }

    private static func journalPart(_ element: Element) -> Place? {
        switch element {
        case .journalIssue: .journalIssue
        case .title: .journalTitle
        case .isoAbbreviation: .journalAbbreviation
        default: nil
        }
    }

    private static func datePart(_ element: Element) -> Place? {
        switch element {
        case .year: .year
        case .month: .month
        case .day: .day
        case .medlineDate: .medlineDate
        default: nil
        }
    }
}
