import Configuration
import Documents
import Records
import Sentences

/// `sentences`: splits the passages into sentences and tokens by rules.
///
/// Option: `tokens` (`craft`: words as in the CRAFT corpus, "0.5" whole; `corpora`: every punctuation mark alone, as in the
/// seven entity corpora).
struct SentencesStage: StageType {
    /// A style of tokens.
    enum Tokens: String, CaseIterable { case craft, corpora }

    static let typeName = "sentences"
    static let requires: Set<Feature> = [.text]
    static let provides: Set<Feature> = [.sentences]

    /// The style of tokens.
    var tokens = Tokens.craft

    init() {}

    init(options: inout OptionReader) throws(DefinitionError) {
        tokens = try options.choice("tokens", of: Tokens.self) ?? tokens
    }

    var summary: String { "tokens \(tokens.rawValue)" }

    func prepare(models: ModelLocations) -> any PreparedStage {
        let tokenizer: any WordTokenizer =
            switch tokens {
            case .craft: RuleWordTokenizer()
            case .corpora: PunctuationWordTokenizer()
            }
        return Prepared(segmenter: Segmenter(splitter: RuleSentenceSplitter(), tokenizer: tokenizer))
    }

    private struct Prepared: PreparedStage, StageWorker {
        let segmenter: Segmenter
        var model: ModelStamp.Part? { nil }

        func makeWorker() -> any StageWorker { self }

        func process(_ window: inout Window) {
            for index in window.documents.indices { segmenter.segment(&window.documents[index]) }
        }
    }
}
