import Documents
import PubMed
import TestSupport
import Testing

@Suite("Text of a citation")
struct TextRuleTests {
    private func document(_ article: String, limits: Limits = .standard) throws -> Document {
        let reading = try Reading(XML.set(article), limits: limits)
        #expect(reading.error == nil)
        return try #require(reading.documents.first, "\(reading.problems)")
    }

    private func title(_ xml: String) throws -> String { try document(XML.article(title: xml)).text }

    @Test("title, newline, then the other passages on lines of their own")
    func layout() throws {
        let abstract =
            "<Abstract><AbstractText Label=\"A\">One.</AbstractText><AbstractText>Two.</AbstractText></Abstract>"
        let document = try document(XML.article(title: "T.", inArticle: abstract))
        #expect(document.text == "T.\nOne.\nTwo.")
        #expect(document.passages.map(\.kind) == [.title, .abstract, .abstract])
        #expect(document.passages.map(\.label) == [nil, "A", nil])
        #expect(document.passageTexts == ["T.", "One.", "Two."])
    }

    @Test("a title alone ends without a newline; without a title the first line is empty")
    func missingParts() throws {
        #expect(try title("T.") == "T.")
        let untitled = try document(XML.article(title: "", inArticle: XML.abstract("One.")))
        #expect(untitled.text == "\nOne.")
        #expect(untitled.passages == [Passage(kind: .abstract, span: TextSpan(1, 5))])
        let empty = try document(XML.article(title: ""))
        #expect(empty.text.isEmpty && empty.passages.isEmpty)
    }

    @Test("empty sections, empty labels and copyright notes are no passages and no labels")
    func emptiness() throws {
        let document = try document(
            XML.article(
                inArticle: """
                    <Abstract><AbstractText/><AbstractText Label="X"></AbstractText><AbstractText> \n </AbstractText>
                    <AbstractText Label="" NlmCategory="METHODS">M</AbstractText><AbstractText Label=" ">N</AbstractText>
                    <CopyrightInformation>Copyright 1999.</CopyrightInformation></Abstract>
                    """
            )
        )
        #expect(document.text == "A title.\nM\nN")
        #expect(document.passages.map(\.label) == [nil, nil, nil])
    }

    @Test(
        "markup becomes its text, comments and instructions vanish",
        arguments: [
            ("H<sub>2</sub>O", "H2O"),
            ("<i>in <b>vi<u>vo</u></b></i> <sup>13</sup>C", "in vivo 13C"),
            ("one<!-- no -->two<?no no?>three", "onetwothree"),
            ("a <![CDATA[<b> & ]] >]]> c", "a <b> & ]] > c"),
            ("&lt;&amp;&gt;&quot;&apos;", "<&>\"'"),
            ("&#946;&#x3b2;&#x1D6FC;", "ββ𝛼"),
            ("e\u{301}\u{A0}\u{2003}x  y", "e\u{301}\u{A0}\u{2003}x  y"),
            ("<document><s id=\"\">odd <w>words</w></s></document>", "odd words"),
            ("a<br/>b", "ab"),
        ]
    )
    func markup(xml: String, text: String) throws {
        #expect(try title(xml) == text)
    }

    @Test("a formula gives its tokens, without its layout and its annotations")
    func formulas() throws {
        let formula = """
            <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">
              <mml:semantics>
                <mml:mrow> <mml:mi>x</mml:mi> <mml:mo> = </mml:mo><mml:mtext> </mml:mtext><mml:mn>2</mml:mn>
                </mml:mrow>
                <mml:annotation encoding="application/x-tex">x = 2</mml:annotation>
                <mml:annotation-xml><mml:mi>no</mml:mi></mml:annotation-xml>
              </mml:semantics>
            </mml:math>
            """
        #expect(
            try title("so \(formula), <DispFormula>\(formula)</DispFormula> <i> </i>end") == "so x =  2, x =  2  end")
    }

    @Test("MathML counts by its names where the file does not declare the prefix")
    func undeclaredPrefix() throws {
        #expect(try title("<mml:math> <mml:mi>a</mml:mi> <mml:mo>b</mml:mo>\n</mml:math>") == "ab")
        let bare = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"> <mi>a</mi> <mn>1</mn>\n</math>"
        #expect(try title(bare) == "a1")
    }

    @Test("white space stays in the text; the passage lies within it")
    func whiteSpace() throws {
        let document = try document(XML.article(title: "\n  A  title \t", inArticle: XML.abstract("\n Text.\n")))
        #expect(document.text == "\n  A  title \t\n\n Text.\n")
        #expect(document.passageTexts == ["A  title", "Text."])
    }

    @Test("other languages follow the abstract or precede it, with their codes")
    func otherLanguages() throws {
        let article = XML.article(
            title: "[T].",
            inArticle: """
                \(XML.abstract("A."))<Language>eng</Language><Language>ger</Language><Language>fre</Language>
                <VernacularTitle>Über T.</VernacularTitle>
                """,
            inCitation: """
                <OtherAbstract Type="Publisher" Language="spa"><AbstractText Label="FIN">F.</AbstractText>
                <AbstractText>G.</AbstractText></OtherAbstract>
                <OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>P.</AbstractText></OtherAbstract>
                """
        )
        let document = try document(article)
        #expect(document.text == "[T].\nÜber T.\nA.\nF.\nG.\nP.")
        #expect(
            document.passages.map(\.kind) == [.title, .vernacularTitle, .abstract]
                + .init(repeating: .otherAbstract, count: 3))
        #expect(document.passages.map(\.language) == [nil, "ger", nil, "spa", "spa", nil])
        #expect(document.passages.map(\.label) == [nil, nil, nil, "FIN", nil, "plain-language-summary"])
        #expect(document.passageTexts == document.text.split(separator: "\n").map(String.init))
    }

    @Test("an abstract of 9 and one of 12 MB are read whole, with characters of several bytes at every seam")
    func longAbstracts() throws {
        for megabytes in [9, 12] {
            let sentence = "Längere Sätze über β-Catenin &amp; 𝛼 folgen. "
            let text = String(repeating: sentence, count: megabytes * 1_000_000 / sentence.utf8.count)
            let limits = Limits(textBytes: 16 << 20)
            let document = try document(XML.article(inArticle: XML.abstract(text)), limits: limits)
            #expect(document.text == "A title.\n" + text.replacing("&amp;", with: "&"))
        }
    }
}
