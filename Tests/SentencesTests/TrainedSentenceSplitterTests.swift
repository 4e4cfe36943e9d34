import Documents
import Foundation
import Sentences
import TestSupport
import Testing

/// What is hard about biomedical sentences, for the embedded model and for the rules.
@Suite("Hard cases of sentences") struct TrainedSentenceSplitterTests {
    private let trained: TrainedSentenceSplitter

    init() throws { trained = TrainedSentenceSplitter(try EmbeddedModel.load()) }

    /// Each text is written with " | " where a sentence ends and a space follows.
    @Test(arguments: [
        "One sentence only",
        "The cells grew. | They divided.",
        "Did they grow? | They did.",
        "We used E. coli and S. cerevisiae in these experiments. | Both grew well.",
        "Infection by P. syringae pv. tabaci and by X. campestris pv. vesicatoria was seen. | The plants died.",
        "Strains of Bacillus sp. and Vibrio spp. were found in the samples. | All grew.",
        "As shown (Smith et al. 1998), the receptor is active, i.e. it binds, e.g. to DNA. | This is new.",
        "See Fig. 2 and Fig. 3 for the results. | The data are shown in Table 1.",
        "Dr. Smith and Prof. Jones agreed. | The others did not.",
        "We studied the activation of NF-kappa B. | Transfection was used.",
        "This led to activation of NF-kappa B and AP-1 by interleukin 1. | These factors bind DNA.",
        "The value was 0.05 and the other 1.5 +/- 0.2 nM. | The difference was significant (P < 0.001).",
        "The ratio was 3 +/- 0.4. | Controls had 2 +/- 0.1.",
        "It was seen in cells (Fig. 1). | It was not seen elsewhere.",
        "Cells were treated (for 10 min at 37 degrees C. or less) and washed. | They were then lysed.",
        "Levels of c-fos fell. | p53 was induced. | These results are new.",
        "The tumour was called a \"death domain.\" | Another domain was found.",
        "The tumour was called a “death domain.” | Another domain was found.",
        "It binds calmodulin. | (ABSTRACT TRUNCATED AT 250 WORDS)",
        "It was known [12, 13]. | Now it is proven.",
        "RESULTS: The drug worked in all patients. | CONCLUSIONS: It is safe.",
        "This was seen in the toxic group vs. a marked male predominance in the other. | It is new.",
        "Samples were kept at 4 degrees C. | They were used within a week.",
        "We asked whether TNF-alpha (10 ng/ml) acts in vivo. | It does.",
        "A new species, Aus bus sp. nov., is described. | Cus dus stat. rev. and Eus fus comb. nov. are restored.",
        "Thysanus gen. et sp. nov. is a new wasp. | It was found in Peru.",
        "Clarithromycin 500 mg b.d. (OAC) was given while metronidazole t.d.s. + water was not. | All were cured.",
        "Cells (which were grown first. They died) were stained. | Then they were washed.",
        "It was not seen (Fig. 2. See also the text) before. | It is new.",
        "Most of the mice died. | ~50% of the rats lived. | <5% of the cats did. | ≥3 doses were given.",
        "Both were given. | (-)-Nicotine binds to the receptor.",
        "Copyright 1998 Academic Press. | © 2020 The Authors.",
        "Mutations of Thr and Ser. | p53 was then found.",
        "This was shown by Smith vs. p53 in these cells. | It is new.",
    ])
    func splits(marked: String) {
        let expected = marked.components(separatedBy: " | ")
        let text = expected.joined(separator: " ")
        #expect(EmbeddedModel.sentences(text, trained) == expected)
        #expect(EmbeddedModel.sentences(text, RuleSentenceSplitter()) == expected)
    }

    @Test(
        "a missing blank",
        arguments: [
            ("We studied activation of NF-kappa B.The cells were lysed.", "The cells were lysed."),
            ("It was found in all the cells.These results are new.", "These results are new."),
        ])
    func missingBlank(text: String, last: String) {
        #expect(EmbeddedModel.sentences(text, trained).last == last)
        #expect(EmbeddedModel.sentences(text, RuleSentenceSplitter()).last == last)
    }

    @Test("what has no width stands with the stop before it")
    func zeroWidth() {
        #expect(
            EmbeddedModel.sentences("The cells died.\u{200B} They were old.\u{FEFF} Now.", trained) == [
                "The cells died.\u{200B}", "They were old.\u{FEFF}", "Now.",
            ])
    }

    @Test("a full stop that stands alone before a small letter ends nothing")
    func alone() {
        let text = "It was 5 mL . kg-1 and as Smith et al. & Dixon said, Broth. & Dixon."
        #expect(EmbeddedModel.sentences(text, trained) == [text])
    }

    @Test("what no data teach: East Asian stops, blank lines, web addresses")
    func rules() {
        #expect(EmbeddedModel.sentences("これは文です。次の文です！終わり", trained).count == 3)
        #expect(
            EmbeddedModel.sentences("Materials and methods\n\nThe cells were grown.\nThey divided.", trained) == [
                "Materials and methods", "The cells were grown.", "They divided.",
            ])
        #expect(EmbeddedModel.sentences("The data are at www.example.Org and a@b.The", trained).count == 1)
    }

    @Test("an unpunctuated text and a sentence of 1,185 words are one sentence")
    func long() {
        let unpunctuated = Array(repeating: "the cells were grown and then they", count: 100).joined(separator: " ")
        #expect(EmbeddedModel.sentences(unpunctuated, trained) == [unpunctuated])
        let list = (1...1185).map { $0 % 7 == 0 ? "gene-\($0)," : "word" }.joined(separator: " ") + "."
        #expect(EmbeddedModel.sentences(list, trained) == [list])
    }

    @Test("results do not depend on what other passages hold")
    func passages() {
        let passage = "We studied NF-kappa B. Cells were lysed. E. coli grew (see Fig. 2). It died."
        let bare = Array(passage.utf8)
        let expected = trained.sentences(in: bare.span, passage: TextSpan(0, bare.count))
        for before in ["", "Cells cells e. E. Fig. fig. (", "It \"is. B. coli. Coli\n"] {
            let bytes = Array((before + passage + " B. Cells. Coli) e. g.").utf8)
            let start = before.utf8.count
            let found = trained.sentences(in: bytes.span, passage: TextSpan(start, start + bare.count))
            #expect(found.map { TextSpan($0.start - start, $0.end - start) } == expected)
        }
    }
}
