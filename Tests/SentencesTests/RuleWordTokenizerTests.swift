import Documents
import Sentences
import Testing

@Suite struct RuleWordTokenizerTests {
    private func tokens(_ text: String, _ tokenizer: some WordTokenizer) -> [String] {
        let bytes = Array(text.utf8)
        return tokenizer.tokens(in: bytes.span, sentence: TextSpan(0, bytes.count)).map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
    }

    /// A text and the tokens that it is to give, parted by spaces.
    @Test(arguments: [
        ("IL-2-induced cells.", "IL - 2 - induced cells ."),
        ("BALB/cJ (n = 4), P<0.05;", "BALB / cJ ( n = 4 ) , P < 0.05 ;"),
        ("at -0.3 and 1,000 but [6,7] or 12,34", "at - 0.3 and 1,000 but [ 6 , 7 ] or 12 , 34"),
        ("non-specific anti-mouse co-wrote pre-B", "non-specific anti-mouse co-wrote pre-B"),
        ("wild-type X-ray 10-fold post-hoc", "wild - type X-ray 10-fold post - hoc"),
        ("Schlemm's canal, patients' eyes", "Schlemm 's canal , patients ' eyes"),
        ("It doesn't; we cannot, they've", "It does n't ; we can not , they 've"),
        ("It isn’t Smith’s", "It is n’t Smith ’s"),
        ("Smith et al. (Fig. 2), e.g. E. coli, vs. it.", "Smith et al. ( Fig. 2 ) , e.g. E. coli , vs. it ."),
        ("It was no. 5, and the answer is no.", "It was no. 5 , and the answer is no ."),
        ("in the U.S.", "in the U.S ."),
        ("(see ref.)", "( see ref . )"),
        ("21°C or 4 °C", "21 °C or 4 °C"),
        ("Brca1-/- +/+ Ca2+ CD4+", "Brca1 - / - + / + Ca2+ CD4 +"),
        ("5'-cttg-3' and 5′", "5 ' - cttg - 3 ' and 5 ′"),
        ("E13.5 chr.1 NM_1234.2", "E13.5 chr.1 NM_1234.2"),
        ("**P and ... so", "** P and ... so"),
        ("(http://a.org/b?c=1). See", "( http://a.org/b?c=1 ) . See"),
        ("doi:10.1371/journal.pbio.0020237.", "doi : 10.1371/journal.pbio.0020237 ."),
        ("TGF-β1 α-actin 90% ±SD", "TGF - β1 α - actin 90 % ± SD"),
        ("O'Brien's gene", "O'Brien 's gene"),
    ])
    func splitsAsCRAFTDoes(text: String, expected: String) {
        #expect(tokens(text, RuleWordTokenizer()) == expected.split(separator: " ").map(String.init))
    }

    @Test(arguments: [
        ("IL-2 (0.05%), don't", "IL - 2 ( 0 . 05 % ) , don ' t"),
        ("a_b ≤ α-β°C", "a _ b ≤ α - β ° C"),
        ("e\u{301}a e.g. +/-", "e\u{301}a e . g . + / -"),
    ])
    func splitsAsTheEntityCorporaDo(text: String, expected: String) {
        #expect(tokens(text, PunctuationWordTokenizer()) == expected.split(separator: " ").map(String.init))
    }

    @Test func readsOnlyTheSentence() {
        let bytes = Array("One. Two-way street. Three".utf8)
        let spans = RuleWordTokenizer().tokens(in: bytes.span, sentence: TextSpan(5, 20))
        #expect(spans == [TextSpan(5, 8), TextSpan(8, 9), TextSpan(9, 12), TextSpan(13, 19), TextSpan(19, 20)])
    }
}
