import Documents
import Testing

@Suite("Spans")
struct TextSpanTests {
    @Test("a span contains itself and what lies within it")
    func contains() {
        let span = TextSpan(3, 9)
        #expect(span.contains(span))
        #expect(span.contains(TextSpan(4, 4)))
        #expect(!span.contains(TextSpan(2, 5)))
        #expect(!span.contains(TextSpan(8, 10)))
    }

    @Test("neighbours do not overlap")
    func overlaps() {
        #expect(!TextSpan(0, 3).overlaps(TextSpan(3, 5)))
        #expect(TextSpan(0, 4).overlaps(TextSpan(3, 5)))
        #expect(!TextSpan(2, 2).overlaps(TextSpan(2, 2)))
    }

    @Test("spans sort by start, then by end")
    func order() {
        let spans = [TextSpan(5, 6), TextSpan(1, 9), TextSpan(1, 2)]
        #expect(spans.sorted() == [TextSpan(1, 2), TextSpan(1, 9), TextSpan(5, 6)])
    }

    @Test("a substring is cut at byte offsets, whatever the characters")
    func substring() {
        let citation = Citation(pmid: "1", source: .init(file: "a.xml", position: 1))
        let document = Document(citation: citation, text: "β-catenin e\u{301} 𝛼")
        #expect(document.substring(TextSpan(0, 10)) == "β-catenin")
        #expect(document.substring(TextSpan(11, 14)).unicodeScalars.count == 2)
        #expect(document.substring(TextSpan(15, 19)) == "𝛼")
    }
}
