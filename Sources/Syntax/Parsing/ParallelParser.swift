internal import Dispatch
internal import Synchronization

/// Parses many sentences that are given as words on several threads.
public struct ParallelParser: Sendable {
    /// Sentences that are batched together; a constant, so that the work is cut alike for any number of threads.
    private static let windowSize = 256

    private let model: SyntaxModel
    private let options: SyntaxParserOptions
    private let workers: Int

    /// Makes a parser of at least one worker; a tag that the model does not know is refused with those it knows.
    public init(model: SyntaxModel, options: SyntaxParserOptions, workers: Int) throws(SyntaxModelError) {
        precondition(workers > 0, "a parser needs a worker")
        _ = try model.tag(named: options.tag)
        self.model = model
        self.options = options
        self.workers = workers
    }

    /// The syntax of sentences, each with a word at least.
    public func parse(_ sentences: [[String]]) -> [ParsedSentence] {
        let windows = stride(from: 0, to: sentences.count, by: ParallelParser.windowSize).map {
            $0..<min($0 + ParallelParser.windowSize, sentences.count)
        }
        let next = Atomic(0)
        let results = Mutex([[ParsedSentence]](repeating: [], count: windows.count))
        DispatchQueue.concurrentPerform(iterations: min(workers, windows.count)) { _ in
            guard let parser = try? SyntaxParser(model: model, options: options) else {
                preconditionFailure("the tag was looked up before")
            }
            while true {
                let window = next.add(1, ordering: .relaxed).oldValue
                guard window < windows.count else { return }
                let parsed = parser.parse(Array(sentences[windows[window]]))
                results.withLock { $0[window] = parsed }
            }
        }
        return results.withLock { $0.flatMap { $0 } }
    }
}
