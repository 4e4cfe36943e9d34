import Configuration
import Documents
import Records
import Sentences

/// `sentences`: splits the passages into sentences and tokens by rules.
struct SentencesStage: StageType {
    static let typeName = "sentences"
    static let requires: Set<Feature> = [.text]
    static let provides: Set<Feature> = [.sentences]

    init() {}

    init(options: inout OptionReader) throws(DefinitionError) {}

    func prepare(models: ModelLocations) -> any PreparedStage {
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
