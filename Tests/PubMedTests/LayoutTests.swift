import Documents
import PubMed
import TestSupport
import Testing

/// Roots, sets and strange neighbours.
@Suite("Layout of a file")
struct LayoutTests {
    private static let citation =
        "<MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation>"

    @Test(
        "sets, single records and bare citations are read",
        arguments: [
            "<PubmedArticle>\(citation)</PubmedArticle>",
            "<MedlineCitationSet>\(citation)</MedlineCitationSet>",
            "<MedlineCitationSet>\n<PubmedArticle> \(citation)</PubmedArticle></MedlineCitationSet>",
            "\n<!-- first --><?pi?>\n\(citation)\n<!-- last -->",
            "\u{FEFF}<PubmedArticleSet><PubmedArticle>\(citation)</PubmedArticle></PubmedArticleSet>",
            "<PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>T</BookTitle></Book>"
                + "</BookDocument></PubmedBookArticle></PubmedBookArticleSet>",
            "<BookDocumentSet><BookDocument><PMID>1</PMID><ArticleTitle>T</ArticleTitle></BookDocument></BookDocumentSet>",
        ]
    )
    func roots(xml: String) throws {
        let reading = try Reading(xml)
        #expect(reading.error == nil)
        #expect(reading.documents.map(\.text) == ["T"])
        #expect(reading.pmids == ["1"])
    }

    @Test("a set of nothing is no error")
    func emptySets() throws {
        for xml in ["<PubmedArticleSet/>", "<PubmedArticleSet> </PubmedArticleSet>"] {
            let reading = try Reading(xml)
            #expect(reading.error == nil && reading.items.isEmpty)
        }
    }

    @Test("another root is refused by name", arguments: ["html", "pmc-articleset", "eFetchResult"])
    func otherRoots(name: String) throws {
        let reading = try Reading("<?xml version=\"1.0\"?>\n<\(name)><PubmedArticle/></\(name)>")
        #expect(reading.error?.kind == .notPubMed)
        #expect(reading.error?.detail.contains(name) == true)
        #expect(reading.items.isEmpty)
    }

    @Test("text and binary files are refused")
    func noXML() throws {
        #expect(try Reading("PMID- 1\nTI  - Title\n").error?.kind == .notPubMed)
        #expect(try Reading([0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3] as [UInt8]).error != nil)
    }

    @Test("records that cannot be read are reported in their place, and the others are read")
    func problems() throws {
        func record(_ pmids: String) -> String {
            "<PubmedArticle><MedlineCitation>\(pmids)</MedlineCitation></PubmedArticle>"
        }
        let reading = try Reading(
            XML.set(
                XML.article("1") + record("") + record("<PMID>x7</PMID>") + record("<PMID/>") + "<PubmedArticle/>"
                    + record("<PMID>5</PMID><PMID>6</PMID>") + record("<PMID Version=\"0\">8</PMID>")
                    + "<Surprise><a/></Surprise>"
                    + "<DeleteCitation><PMID>y</PMID></DeleteCitation>" + XML.article("1") + XML.article("2")
            )
        )
        #expect(reading.error == nil)
        #expect(reading.pmids == ["1", "1", "2"])
        #expect(reading.problems.map(\.position) == [2, 3, 4, 5, 6, 7, 8, 9])
        #expect(reading.problems.map(\.pmid) == [nil, nil, nil, nil, "5", "8", nil, nil])
        #expect(reading.documents.map(\.citation.source.position) == [1, 10, 11])
        #expect(reading.problems[6].reason.contains("Surprise"))
    }

    @Test("progress ends at the size of the file")
    func progress() throws {
        let reader = try CitationReader(path: samplePath)
        var last: Int64 = 0
        while try reader.next() != nil {
            #expect(reader.bytesRead >= last)
            last = reader.bytesRead
        }
        #expect(reader.bytesRead == reader.fileSize)
        #expect(try reader.next() == nil)
        #expect(reader.fileName == "pubmed-sample.xml")
    }
}
