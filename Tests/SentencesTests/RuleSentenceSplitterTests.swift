import Documents
import Foundation
import Testing

@testable import Sentences

@Suite struct RuleSentenceSplitterTests {
    private func sentences(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        let spans = RuleSentenceSplitter().sentences(in: bytes.span, passage: TextSpan(0, bytes.count))
        return spans.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    /// Each text is written with " | " where a sentence ends and a space follows.
    @Test(arguments: [
        "One sentence only | ",
        "The cells grew. | They divided.",
        "Did they grow? | Yes! | They did.",
        "We used E. coli and S. cerevisiae. | Both grew.",
        "As shown (Smith et al. 1998) and by Jones et al., it works. | It was shown by Smith et al. | This is new.",
        "See Fig. 2 and Eq. 3, i.e. the model, e.g. this one, cf. ref. 5. | Done.",
        "Dr. Smith, J. B. Jones and A.L. Miller agreed. | Prof. Brown did not.",
        "Activation of NF-kappa B. | Transfection was used.",
        "It was 5 mmol/L. | Ligands bound.",
        "Two domains, A and B. | Domain B binds.",
        "Infection with hepatitis C. | Patients were treated.",
        "The value was 0.05. | The other was 1.5 +/- 0.2.",
        "We thank J. Smith and M. Jones for help.",
        "Work in the U.S. and the U.K. was funded. | It ended in the U.S. | The end.",
        "Incubated for 10 min. | Samples were taken at 4 p.m. and stored.",
        "Cells (which were grown first. They died) were stained. | Then washed.",
        "It was seen (Fig. 1). | It was not (Fig. 2.) before.",
        "(This is a whole sentence.) | This is another.",
        "Levels fell. | p53 was induced. | c-fos was not. | mRNA rose. | alpha-IFN did too.",
        "Strains of P. syringae pv. tomato, Bacillus sp. and Vibrio spp. were found. | All grew.",
        "It binds calmodulin. | (ABSTRACT TRUNCATED AT 250 WORDS)",
        "We found: | ",
        "Three things follow. | (i) It works. | (ii) It lasts. | (iii) It pays.",
        "He said \"it works.\" | They agreed.",
        "It was known.[12,13] | Now it is proven.",
        "No. 5 and No. 6 were lost in vol. 3, pp. 5-7. | No. | It was Jan. 5.",
        "Published in www.example.org. | The data are free.",
        "1. The first item. | 2. The second item.",
        "Values differ. | *P < 0.05.",
        "RESULTS: The drug worked. | CONCLUSIONS: It is safe.",
        "Is aspirin useful? a review of trials",
        "It stopped... | The end.",
    ])
    func splits(marked: String) {
        let expected = marked.components(separatedBy: " | ").filter { !$0.isEmpty }
        #expect(sentences(expected.joined(separator: " ")) == expected)
    }

    @Test func spaceMayBeLeftOut() {
        #expect(
            sentences("It was in the cells.The end of p50.c-rel and moPrP.XhoI.") == [
                "It was in the cells.", "The end of p50.c-rel and moPrP.XhoI.",
            ])
        #expect(sentences("See www.example.Org and a@b.The") == ["See www.example.Org and a@b.The"])
    }

    @Test func lineEndsAreWhiteSpace() {
        #expect(
            sentences("The cells\ngrew.\r\n\n They\u{2003}divided.\n") == ["The cells\ngrew.", "They\u{2003}divided."])
    }

    @Test func spaceMayBeLeftOutAfterTheNameOfAType() {
        #expect(sentences("It binds NF-kappa B.The cells died.") == ["It binds NF-kappa B.", "The cells died."])
        #expect(sentences("It was shown by B.The and A.In vitro").count == 1)
    }

    @Test func blankLinesEndSentences() {
        #expect(
            sentences("Results\n\nThe cells grew\nwell. \n \n(They died)\n\n") == [
                "Results", "The cells grew\nwell.", "(They died)",
            ])
    }

    @Test func eastAsianStopsNeedNoSpace() {
        #expect(sentences("これは文です。次の文です！終わり") == ["これは文です。", "次の文です！", "終わり"])
    }

    @Test func bracketsThatNeverCloseDoNotJoinSentences() {
        #expect(
            sentences("Cells (grown here. They died. All of them") == [
                "Cells (grown here.", "They died.", "All of them",
            ])
        #expect(sentences("a) First part. b) Second part.").count == 2)
        let late = "It (" + String(repeating: "was long ", count: 80) + "here. Then) it ended. Now."
        #expect(sentences(late).count == 3)
    }

    @Test func splitsOnlyThePassage() {
        let bytes = Array("Title one. Two.\nThe text. More. ".utf8)
        let spans = RuleSentenceSplitter().sentences(in: bytes.span, passage: TextSpan(16, 31))
        #expect(spans == [TextSpan(16, 25), TextSpan(26, 31)])
        #expect(RuleSentenceSplitter().sentences(in: bytes.span, passage: TextSpan(15, 16)) == [])
        #expect(RuleSentenceSplitter().sentences(in: bytes.span, passage: TextSpan(3, 3)) == [])
    }

    @Test func overlongSentencesAreCutAtTheirBestPlace() {
        let limit = SentenceSpans.longest
        let words = sentences(String(repeating: "word ", count: 5000))
        #expect(
            words.count > 3
                && words.allSatisfy { $0.utf8.count <= limit && $0.hasPrefix("word") && $0.hasSuffix("word") })
        let lists = sentences(String(repeating: "a item; " + String(repeating: "b ", count: 400), count: 30))
        #expect(lists.count > 2 && lists.dropLast().allSatisfy { $0.hasSuffix(";") })
        let solid = sentences(String(repeating: "é", count: 3 * limit))
        #expect(solid.joined().unicodeScalars.count == 3 * limit && solid.allSatisfy { $0.utf8.count <= limit })
    }
}
