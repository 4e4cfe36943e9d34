import Documents
import Foundation
import PubMed
import TestSupport

/// What a reader gave of a file: its items and the error that ended it.
struct Reading {
    var items: [CitationReader.Item] = []
    var error: PubMedError?

    var documents: [Document] {
        items.compactMap { item in
            if case .citation(let document) = item { document } else { nil }
        }
    }

    var problems: [CitationProblem] {
        items.compactMap { item in
            if case .unreadable(let problem) = item { problem } else { nil }
        }
    }

    var pmids: [String] { documents.map(\.citation.pmid) }

    /// Reads a whole file.
    init(path: String, limits: Limits = .standard) {
        do throws(PubMedError) {
            let reader = try CitationReader(path: path, limits: limits)
            while let item = try reader.next() { items.append(item) }
        } catch {
            self.error = error
        }
    }

    /// Reads bytes as a file of that name.
    init(_ bytes: some Sequence<UInt8>, name: String = "test.xml", limits: Limits = .standard) throws {
        let folder = try TemporaryDirectory()
        self.init(path: try folder.write(bytes, to: name), limits: limits)
    }

    /// Reads a string as a file.
    init(_ xml: String, limits: Limits = .standard) throws {
        try self.init(xml.utf8, limits: limits)
    }
}

/// Makers of small files.
enum XML {
    /// A set of citations.
    static func set(_ content: String) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(doctype)<PubmedArticleSet>\n\(content)\n</PubmedArticleSet>\n"
    }

    /// The document type that NLM's files carry; it is never fetched.
    static let doctype = """
        <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" \
        "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n
        """

    /// A citation of a title and whatever else stands in its article, its citation, its publication data.
    static func article(
        _ pmid: String = "1",
        title: String = "A title.",
        inArticle: String = "",
        inCitation: String = "",
        inData: String = ""
    ) -> String {
        """
        <PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">\(pmid)</PMID>
        <Article PubModel="Print"><ArticleTitle>\(title)</ArticleTitle>\(inArticle)</Article>\(inCitation)
        </MedlineCitation><PubmedData>\(inData)</PubmedData></PubmedArticle>
        """
    }

    /// An abstract of one section.
    static func abstract(_ text: String) -> String { "<Abstract><AbstractText>\(text)</AbstractText></Abstract>" }
}

extension Document {
    /// The passages' characters.
    var passageTexts: [String] { passages.map { String(substring($0.span)) } }
}

/// The invented citations that the project gives to new users.
let samplePath = Fixtures.root.appendingPathComponent("etc/examples/pubmed-sample.xml").path
