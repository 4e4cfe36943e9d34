internal import Encoder
internal import Entities

extension ContextNumbers {
    /// The contexts of the words that a window answers for; context words outside of the window are left out.
    ///
    /// - Parameter positions: for each word of the window its first sub-word in the sequence.
    func part(of window: WindowPlan.Window, positions: [Int32]) -> SequenceContexts {
        let first = window.words.lowerBound
        func context(of word: Int) -> [Int] {
            contextWords(of: word).map(Int.init).filter(window.words.contains)
        }
        // For each word of the window its number among those that are read, or -1.
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
