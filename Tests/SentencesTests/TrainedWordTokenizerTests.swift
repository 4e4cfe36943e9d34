import Documents
import Sentences
import TestSupport
import Testing

@Suite("Tokens of the embedded model") struct TrainedWordTokenizerTests {
    private let craft: TrainedWordTokenizer, genia: TrainedWordTokenizer

    init() throws {
        let model = try EmbeddedModel.load()
        craft = try #require(TrainedWordTokenizer(model, style: .craft))
        genia = try #require(TrainedWordTokenizer(model, style: .genia))
    }

    /// A text, and its tokens in the styles of CRAFT and of GENIA.
    @Test(
        arguments: [
            (
                "Tartrate-resistant cells grew.", "Tartrate - resistant cells grew .",
                "Tartrate-resistant cells grew ."
            ),
            (
                "IL-2-induced activation (n = 4).", "IL - 2 - induced activation ( n = 4 ) .",
                "IL-2-induced activation ( n = 4 ) ."
            ),
            ("The value was 1.5 +/- 0.2 nM.", "The value was 1.5 + / - 0.2 nM .", "The value was 1.5 +/- 0.2 nM ."),
            ("It took 26.9+/-4.0 days.", "It took 26.9 + / - 4.0 days .", nil),
            ("It took 12+/-3 days.", "It took 12 + / - 3 days .", nil),
            ("E. coli cannot grow.", "E. coli can not grow .", "E. coli can not grow ."),
            ("Jurkat cells, however, died;", "Jurkat cells , however , died ;", "Jurkat cells , however , died ;"),
            (
                "The “death domain” of β-actin.", "The “ death domain ” of β - actin .",
                "The “ death domain ” of β-actin ."
            ),
            ("At 37°C, 5% of cells [12] died.", "At 37 °C , 5 % of cells [ 12 ] died .", nil),
            (
                "See http://a.org/b?c=1 for NM_145224.", "See http://a.org/b?c=1 for NM_145224 .",
                "See http://a.org/b?c=1 for NM_145224 ."
            ),
            ("It was 1,25(OH)2D3 here.", nil, "It was 1,25(OH)2D3 here ."),
        ] as [(String, String?, String?)])
    func styles(text: String, inCRAFT: String?, inGENIA: String?) {
        if let inCRAFT { #expect(EmbeddedModel.tokens(text, craft) == inCRAFT) }
        if let inGENIA { #expect(EmbeddedModel.tokens(text, genia) == inGENIA) }
    }

    @Test("a long row of one mark is one token, a short one is left to the model")
    func rows() {
        #expect(
            EmbeddedModel.tokens("a " + String(repeating: "-", count: 100) + " b", craft).split(separator: " ").count
                == 3)
    }

    @Test("a token depends on its sentence only")
    func sentence() {
        let bytes = Array("cannot-1 (IL-2) don't. x".utf8)
        let alone = Array("(IL-2)".utf8)
        let found = craft.tokens(in: bytes.span, sentence: TextSpan(9, 15))
        #expect(
            found.map { TextSpan($0.start - 9, $0.end - 9) }
                == craft.tokens(in: alone.span, sentence: TextSpan(0, 6)))
    }
}
