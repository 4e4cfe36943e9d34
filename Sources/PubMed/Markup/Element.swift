/// The elements of NLM's XML that a citation is made of; all others are `other`.
enum Element: UInt8, CaseIterable {
    case other
    // Sets and records
    case pubmedArticleSet, medlineCitationSet, pubmedBookArticleSet, bookDocumentSet
    case pubmedArticle, pubmedBookArticle, medlineCitation, bookDocument, deleteCitation, deleteDocument
    // An article
    case pmid, article, journal, journalIssue, title, isoAbbreviation, medlineJournalInfo, medlineTA
    case articleTitle, vernacularTitle, abstract, abstractText, otherAbstract
    case language, publicationTypeList, publicationType, authorList, author, collectiveName, eLocationID
    case pubDate, year, month, day, medlineDate
    case pubmedData, pubmedBookData, articleIdList, articleId
    case book, bookTitle
    /// Not NLM's: the sieve puts it behind every citation.
    case citationEnd
    // Formulas
    case math, mathToken, mathAnnotation

    /// The names of an element, as they stand in a file.
    ///
    /// MathML's come without their prefix, and with the usual one for files that do not declare it.
    var names: [StaticString] {
        switch self {
        case .other: []
        case .pubmedArticleSet: ["PubmedArticleSet"]
        case .medlineCitationSet: ["MedlineCitationSet"]
        case .pubmedBookArticleSet: ["PubmedBookArticleSet"]
        case .bookDocumentSet: ["BookDocumentSet"]
        case .pubmedArticle: ["PubmedArticle"]
        case .pubmedBookArticle: ["PubmedBookArticle"]
        case .medlineCitation: ["MedlineCitation"]
        case .bookDocument: ["BookDocument"]
        case .deleteCitation: ["DeleteCitation"]
        case .deleteDocument: ["DeleteDocument"]
        case .pmid: ["PMID"]
        case .article: ["Article"]
        case .journal: ["Journal"]
        case .journalIssue: ["JournalIssue"]
        case .title: ["Title"]
        case .isoAbbreviation: ["ISOAbbreviation"]
        case .medlineJournalInfo: ["MedlineJournalInfo"]
        case .medlineTA: ["MedlineTA"]
        case .articleTitle: ["ArticleTitle"]
        case .vernacularTitle: ["VernacularTitle"]
        case .abstract: ["Abstract"]
        case .abstractText: ["AbstractText"]
        case .otherAbstract: ["OtherAbstract"]
        case .language: ["Language"]
        case .publicationTypeList: ["PublicationTypeList"]
        case .publicationType: ["PublicationType"]
        case .authorList: ["AuthorList"]
        case .author: ["Author"]
        case .collectiveName: ["CollectiveName"]
        case .eLocationID: ["ELocationID"]
        case .pubDate: ["PubDate"]
        case .year: ["Year"]
        case .month: ["Month"]
        case .day: ["Day"]
        case .medlineDate: ["MedlineDate"]
        case .pubmedData: ["PubmedData"]
        case .pubmedBookData: ["PubmedBookData"]
        case .articleIdList: ["ArticleIdList"]
        case .articleId: ["ArticleId"]
        case .book: ["Book"]
        case .bookTitle: ["BookTitle"]
        case .citationEnd: ["syntag-citation-end"]
        case .math: ["math", "mml:math"]
        case .mathToken:
            ["mi", "mn", "mo", "ms", "mtext", "mml:mi", "mml:mn", "mml:mo", "mml:ms", "mml:mtext"]
        case .mathAnnotation: ["annotation", "annotation-xml", "mml:annotation", "mml:annotation-xml"]
        }
    }
}
