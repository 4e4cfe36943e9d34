import Documents
import PubMed
import TestSupport
import Testing

@Suite("Bibliographic data")
struct BibliographyTests {
    private func citation(_ article: String) throws -> Citation {
        let reading = try Reading(XML.set(article))
        return try #require(reading.documents.first, "\(reading)").citation
    }

    @Test("the PMID is the citation's own, never one of another record")
    func ownPMID() throws {
        let citation = try citation(
            """
            <PubmedArticle><MedlineCitation><PMID Version="3"> 77 </PMID><Article><ArticleTitle>T</ArticleTitle></Article>
            <CommentsCorrectionsList><CommentsCorrections><PMID Version="1">1</PMID></CommentsCorrections>
            </CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">77</ArticleId>
            </ArticleIdList><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">no</ArticleId>
            <ArticleId IdType="pmc">no</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
            """
        )
        #expect(citation.pmid == "77" && citation.version == 3)
        #expect(citation.doi == nil && citation.pmc == nil)
        #expect(citation.source == .init(file: "test.xml", position: 1))
    }

    @Test("the DOI is that of the identifier list, else that of a valid ELocationID")
    func digitalObjectIdentifier() throws {
        let locations = """
            <ELocationID EIdType="pii">S1</ELocationID><ELocationID EIdType="doi" ValidYN="N">10.1/bad</ELocationID>
            <ELocationID EIdType="doi">10.1/second</ELocationID>
            """
        let list =
            "<ArticleIdList><ArticleId IdType=\"pmc\">PMC5</ArticleId><ArticleId IdType=\"doi\">10.1/first</ArticleId></ArticleIdList>"
        #expect(try citation(XML.article(inArticle: locations)).doi == "10.1/second")
        let both = try citation(XML.article(inArticle: locations, inData: list))
        #expect(both.doi == "10.1/first")
        #expect(both.pmc == "PMC5")
    }

    @Test("the journal goes by its fullest name")
    func journal() throws {
        let info = "<MedlineJournalInfo><MedlineTA>M</MedlineTA></MedlineJournalInfo>"
        let short = "<Journal><ISOAbbreviation>I</ISOAbbreviation></Journal>"
        let full = "<Journal><Title>Journal &amp; Title</Title><ISOAbbreviation>I</ISOAbbreviation></Journal>"
        #expect(try citation(XML.article(inArticle: full, inCitation: info)).journal == "Journal & Title")
        #expect(try citation(XML.article(inArticle: short, inCitation: info)).journal == "I")
        #expect(try citation(XML.article(inCitation: info)).journal == "M")
        #expect(try citation(XML.article()).journal == nil)
    }

    @Test(
        "dates are kept as far as they are known",
        arguments: [
            ("<Year>2020</Year>", 2020, "2020"),
            ("<Year>2020</Year><Month>Mar</Month>", 2020, "2020-03"),
            ("<Year>2020</Year><Month>03</Month><Day>7</Day>", 2020, "2020-03-07"),
            ("<Year>2020</Year><Month>SEPT</Month><Day>31</Day>", 2020, "2020-09-31"),
            ("<Year>2020</Year><Month>December</Month><Day>40</Day>", 2020, "2020-12"),
            ("<Year>2020</Year><Month>13</Month><Day>1</Day>", 2020, "2020"),
            ("<Year>2020</Year><Season>Summer</Season>", 2020, "2020"),
            ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", 1998, "1998-12"),
            ("<MedlineDate>2000 Spring</MedlineDate>", 2000, "2000"),
            ("<MedlineDate>1976-1977</MedlineDate>", 1976, "1976"),
            ("<MedlineDate>1987 Nov 2-6</MedlineDate>", 1987, "1987-11"),
            ("<MedlineDate>Winter 2001</MedlineDate>", 2001, "2001"),
            ("<MedlineDate>1950 some random date string</MedlineDate>", 1950, "1950"),
        ]
    )
    func dates(xml: String, year: Int, date: String) throws {
        let issue = "<Journal><JournalIssue><PubDate>\(xml)</PubDate></JournalIssue></Journal>"
        let citation = try citation(XML.article(inArticle: issue))
        #expect(citation.year == year)
        #expect(citation.date == date)
    }

    @Test(
        "a date without a year, and dates of other events, are none",
        arguments: ["<Month>Mar</Month>", "<Year>99</Year>", "<MedlineDate>soon</MedlineDate>"])
    func noDate(xml: String) throws {
        let issue = "<Journal><JournalIssue><PubDate>\(xml)</PubDate></JournalIssue></Journal>"
        let other = "<ArticleDate><Year>2001</Year><Month>1</Month><Day>1</Day></ArticleDate>"
        let citation = try citation(XML.article(inArticle: issue + other))
        #expect(citation.year == nil && citation.date == nil)
    }

    @Test("languages, types and groups of authors, in order and once; investigators and editors are no authors")
    func lists() throws {
        let author = "<Author><LastName>L</LastName></Author>"
        let inArticle = """
            <AuthorList>\(author)<Author><CollectiveName>The <i>A</i> Group</CollectiveName></Author>\(author)
            <Author><CollectiveName>B &amp; C</CollectiveName></Author></AuthorList><Language>eng</Language>
            <Language>dut</Language><Language>eng</Language><PublicationTypeList><PublicationType UI="1">Review</PublicationType>
            <PublicationType UI="2">Letter</PublicationType></PublicationTypeList>
            """
        let inCitation =
            "<InvestigatorList><Investigator><CollectiveName>No</CollectiveName></Investigator></InvestigatorList>"
        let citation = try citation(XML.article(inArticle: inArticle, inCitation: inCitation))
        #expect(citation.languages == ["eng", "dut"])
        #expect(citation.types == ["Review", "Letter"])
        #expect(citation.collectives == ["The A Group", "B & C"])
    }

    @Test("a chapter has the book for its journal; a book is its own title")
    func books() throws {
        func record(_ title: String) -> String {
            """
            <PubmedBookArticle><BookDocument><PMID Version="1">5</PMID><ArticleIdList><ArticleId IdType="doi">10.1/b</ArticleId>
            </ArticleIdList><Book><BookTitle>The <b>Book</b></BookTitle><PubDate><Year>2013</Year></PubDate>
            <AuthorList Type="editors"><Author><CollectiveName>Editors</CollectiveName></Author></AuthorList></Book>
            \(title)<Language>eng</Language><AuthorList Type="authors"><Author><CollectiveName>Group</CollectiveName></Author>
            </AuthorList><PublicationType UI="1">Review</PublicationType>\(XML.abstract("Abstract."))</BookDocument>
            </PubmedBookArticle>
            """
        }
        let chapter = try Reading(XML.set(record("<ArticleTitle>Chapter</ArticleTitle>"))).documents[0]
        #expect(chapter.text == "Chapter\nAbstract.")
        #expect(chapter.citation.journal == "The Book")
        #expect(chapter.citation.year == 2013 && chapter.citation.doi == "10.1/b")
        #expect(chapter.citation.collectives == ["Group"] && chapter.citation.types == ["Review"])
        let book = try Reading(XML.set(record(""))).documents[0]
        #expect(book.text == "The Book\nAbstract.")
        #expect(book.citation.journal == nil)
    }

    @Test("every PMID of a deletion is an item of its own")
    func deletions() throws {
        let xml = XML.set(
            XML.article("1")
                + "<DeleteCitation><PMID Version=\"1\">2</PMID><PMID Version=\"4\">3</PMID></DeleteCitation>"
        )
        let citations = try Reading(xml).documents.map(\.citation)
        #expect(citations.map(\.pmid) == ["1", "2", "3"])
        #expect(citations.map(\.status) == [.current, .deleted, .deleted])
        #expect(citations.map(\.version) == [1, 1, 4])
        #expect(citations.map(\.source.position) == [1, 2, 3])
    }

    @Test("the sample holds what its readme promises")
    func sample() {
        let reading = Reading(path: samplePath)
        #expect(reading.error == nil && reading.problems.isEmpty)
        #expect(reading.documents.count == 30)
        #expect(reading.pmids.allSatisfy { $0.hasPrefix("990000") || $0.hasPrefix("990009") })
        let longest = reading.documents.flatMap { $0.text.split(separator: ". ") }.map {
            $0.split(separator: " ").count
        }.max()
        #expect((longest ?? 0) > 512)
        #expect(reading.documents.contains { $0.text.unicodeScalars.contains { $0.value > 0xFFFF } })
        #expect(Set(reading.documents.flatMap { $0.passages.map(\.kind) }) == Set(Passage.Kind.allCases))
    }
}
