internal import Encoder
internal import Entities

/// The contexts of a sentence's words by the numbers that a model has for labels and keys.
struct NumberedContexts {
    private let contexts: SyntacticContexts
    /// For each word the number of its label, and of its key; no keys for a module without them.
    private let labels: [Int32], keys: [Int32]

    init(_ contexts: SyntacticContexts, words: [String], features: ModelFeatures) {
        precondition(contexts.wordCount == words.count, "contexts of the sentence's words")
        self.contexts = contexts
        labels = contexts.labels.map(features.labels.number)
        keys = features.words.map { known in words.map { known.number(of: $0) } } ?? []
    }

    /// The contexts of the words that a window answers for; context words outside of the window are left out.
    ///
    /// - Parameter positions: for each word of the window its first sub-word in the sequence.
    func part(of window: WindowPlan.Window, positions: [Int32]) -> SequenceContexts {
        let first = window.words.lowerBound
        func context(of word: Int) -> [Int] { contexts.contextWords(of: word).map(Int.init).filter(window.words.contains) }
        var numbers = Array(repeating: Int32(-1), count: window.words.count)
        for word in window.answered {
            numbers[word - first] = 0
            for other in context(of: word) { numbers[other - first] = 0 }
        }
        let read = numbers.indices.filter { numbers[$0] == 0 }
        for (number, place) in read.enumerated() { numbers[place] = Int32(number) }
        var starts: [Int32] = [0]
        var pairs: [Int32] = []
        for word in window.answered {
            pairs += context(of: word).map { numbers[$0 - first] }
            starts.append(Int32(pairs.count))
        }
        return SequenceContexts(
            positions: read.map { positions[$0] }, labelled: window.answered.map { numbers[$0 - first] },
            starts: starts, words: pairs, labels: read.map { labels[first + $0] },
            keys: keys.isEmpty ? [] : read.map { keys[first + $0] })
    }
}
