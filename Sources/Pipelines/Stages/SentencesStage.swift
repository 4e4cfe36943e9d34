internal import Documents
internal import Records
internal import Sentences

/// `sentences`: splits the passages into sentences and tokens by rules.
public struct SentencesStage: StageType {
    public static let typeName = "sentences"
    public static let requires: Set<Feature> = [.text]
    public static let provides: Set<Feature> = [.sentences]

    public init() {}

    public init(options: inout OptionReader) throws(DefinitionError) {}

    public func prepare(models: ModelLocations) -> any PreparedStage {
        Prepared(segmenter: Segmenter(splitter: RuleSentenceSplitter(), tokenizer: RuleWordTokenizer()))
    }

    private struct Prepared: PreparedStage, StageWorker {
        let segmenter: Segmenter
        var model: ModelStamp? { nil }

        func makeWorker() -> any StageWorker { self }

        func process(_ window: inout Window) {
            for index in window.documents.indices { segmenter.segment(&window.documents[index]) }
        }
    }
}
