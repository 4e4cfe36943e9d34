import Documents
import Sentences
import Testing

@Suite struct SegmenterTests {
    @Test func fillsSentencesOfAllPassages() {
        let text = "A β-actin title.\nFirst one. Second one.\nLast"
        let source = Citation.Source(file: "f.xml.gz", position: 1)
        var document = Document(
            citation: Citation(pmid: "1", source: source), text: text,
            passages: [
                Passage(kind: .title, span: TextSpan(0, 17)),
                Passage(kind: .abstract, span: TextSpan(18, 40)),
                Passage(kind: .abstract, label: "END", span: TextSpan(41, 45)),
            ])
        Segmenter().segment(&document)
        let sentences = document.sentences.map { String(document.substring($0.span)) }
        #expect(sentences == ["A β-actin title.", "First one.", "Second one.", "Last"])
        let tokens = document.sentences.map { $0.tokens.map { String(document.substring($0.span)) } }
        #expect(tokens[0] == ["A", "β", "-", "actin", "title", "."])
        #expect(tokens[3] == ["Last"])

        Segmenter(tokenizer: PunctuationWordTokenizer()).segment(&document)
        #expect(document.sentences.count == 4, "segmenting again replaces the sentences")
    }

    @Test func emptyDocumentsHaveNoSentences() {
        var document = Document(citation: Citation(pmid: "1", source: .init(file: "f", position: 1)))
        Segmenter().segment(&document)
        #expect(document.sentences.isEmpty)
    }
}
