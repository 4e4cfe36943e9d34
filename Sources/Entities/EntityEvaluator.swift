internal import Dispatch
public import Scoring
internal import Synchronization
internal import WordPieces

/// Scores a model on a corpus of labelled sentences, on the corpus' own tokens.
public struct EntityEvaluator: Sendable {
    /// Sentences that are batched together; a constant, so that the score does not depend on the number of workers.
    private static let windowSize = 256

    private let model: EntityModel
    private let tag: EntityTag
    private let batchTokens: Int

    /// Makes an evaluator for the annotation style of one tag; an unknown tag is refused with those that are known.
    public init(model: EntityModel, tag: String, batchTokens: Int = 512) throws(EntityModelError) {
        self.model = model
        self.tag = try model.tags(named: [tag])[0]
        self.batchTokens = batchTokens
    }

    /// The labels that the model gives each sentence.
    ///
    /// - Parameter syntax: that of each sentence, over its words; needed for a model that reads syntax
    ///   (`EntityModel.features`), and not read for another.
    public func labels(of sentences: [[String]], syntax: [WordSyntax] = [], workers: Int = 1) -> [[BIOLabel]] {
        precondition(workers > 0, "an evaluation needs a worker")
        precondition(
            model.features == nil || syntax.map(\.wordCount) == sentences.map(\.count),
            "a model with features needs the syntax of every sentence")
        let windows = stride(from: 0, to: sentences.count, by: EntityEvaluator.windowSize).map {
            $0..<min($0 + EntityEvaluator.windowSize, sentences.count)
        }
        let next = Atomic(0)
        let results = Mutex([[[BIOLabel]]](repeating: [], count: windows.count))
        DispatchQueue.concurrentPerform(iterations: min(workers, windows.count)) { _ in
            let classifier = TagPairClassifier(model: model, batchTokens: batchTokens)
            while true {
                let window = next.add(1, ordering: .relaxed).oldValue
                guard window < windows.count else { return }
                let contents = windows[window].map { number in
                    ContextualSentence(
                        subwords: SubwordSentence(words: sentences[number], tokenizer: model.tokenizer),
                        contexts: model.features?.contexts(of: syntax[number], words: sentences[number]))
                }
                let labels = classifier.logits(of: contents, tags: [tag]).map(model.decoder.labels)
                results.withLock { $0[window] = labels }
            }
        }
        return results.withLock { $0.flatMap { $0 } }
    }

    /// The strict entity score of the model's labels against the corpus'; `syntax` as in `labels(of:syntax:workers:)`.
    public func score(_ corpus: BIOCorpus, syntax: [WordSyntax] = [], workers: Int = 1) -> EntityScore {
        let predicted = labels(of: corpus.sentences.map(\.words), syntax: syntax, workers: workers)
        var score = EntityScore()
        for (sentence, labels) in zip(corpus.sentences, predicted) {
            score.add(gold: sentence.labels, predicted: labels)
        }
        return score
    }
}
