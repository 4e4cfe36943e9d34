import Configuration
import Documents
import Records
import Sentences

/// `sentences`: splits the passages into sentences and tokens.
///
/// Options: `method` (`model`: a trained model; `rules`: rules), `model` (a folder), `tokens` (`craft`: words as in the
/// CRAFT corpus, "0.5" whole; `genia`: hyphenated words whole, as in GENIA; `corpora`: every punctuation mark alone, as in
/// the seven entity corpora).
struct SentencesStage: StageType {
    /// What finds sentences and tokens.
    enum Method: String, CaseIterable { case model, rules }

    /// A style of tokens.
    enum Tokens: String, CaseIterable { case craft, genia, corpora }

    static let typeName = "sentences"
    static let requires: Set<Feature> = [.text]
    static let provides: Set<Feature> = [.sentences]

    /// What finds sentences and tokens.
    var method = Method.model
    /// Folder of the model; nil for the default model.
    var model: String?
    /// The style of tokens.
    var tokens = Tokens.craft

    init() {}

    init(options: inout OptionReader) throws(DefinitionError) {
        method = try options.choice("method", of: Method.self) ?? method
        tokens = try options.choice("tokens", of: Tokens.self) ?? tokens
        model = try options.text("model")
        guard method == .rules else { return }
        guard model == nil else {
            throw options.failure(
                "there is a `model`, but rules need none", remedy: "remove it, or use `method: model`")
        }
        guard tokens != .genia else {
            throw options.failure(
                "the rules do not know tokens in the style `genia`", remedy: "use `method: model`, or `tokens: craft`")
        }
    }

    var summary: String { "method \(method.rawValue) tokens \(tokens.rawValue)" }

    func prepare(models: ModelLocations) throws -> any PreparedStage {
        guard method == .model else {
            let tokenizer: any WordTokenizer = tokens == .corpora ? PunctuationWordTokenizer() : RuleWordTokenizer()
            return Prepared(segmenter: Segmenter(tokenizer: tokenizer), model: nil)
        }
        let model = try BoundaryModel(folder: models.folder(of: .sentences, named: model))
        let segmenter =
            switch tokens {
            case .craft: try Segmenter(model: model, tokens: .craft)
            case .genia: try Segmenter(model: model, tokens: .genia)
            case .corpora:
                Segmenter(splitter: TrainedSentenceSplitter(model), tokenizer: PunctuationWordTokenizer())
            }
        return Prepared(
            segmenter: segmenter, model: .init(task: .sentences, name: model.name, digest: model.digest))
    }

    private struct Prepared: PreparedStage, StageWorker {
        let segmenter: Segmenter
        let model: ModelStamp.Part?

        func makeWorker() -> any StageWorker { self }

        func process(_ window: inout Window) {
            for index in window.documents.indices { segmenter.segment(&window.documents[index]) }
        }
    }
}
