import Learning
import Syntax

/// Random sentences of 8 to 50 words, with random trees; about 1.4 sub-words a word, as biomedical text has.
struct RandomTreebank {
    let counts: SyntaxModelOptions.LabelCounts
    let vocabulary: Int

    init(counts: SyntaxModelOptions.LabelCounts, vocabulary: Int) {
        self.counts = counts
        self.vocabulary = vocabulary
    }

    /// Sentences until they have `tokens` sub-words; all of `words` words unless that is 0.
    func sentences(tokens: Int, words: Int) -> [SyntaxSequence] {
        var sentences: [SyntaxSequence] = []
        while sentences.reduce(0, { $0 + $1.tokenCount }) < tokens {
            sentences.append(sentence(words: words > 0 ? words : Int.random(in: 8...50)))
        }
        return sentences
    }

    private func sentence(words: Int) -> SyntaxSequence {
        var ids: [Int32] = [101], starts: [Int32] = []
        for _ in 0..<words {
            starts.append(Int32(ids.count))
            let pieces = [1, 1, 1, 2, 2].randomElement() ?? 1
            ids += (0..<pieces).map { _ in Int32.random(in: 1000..<Int32(vocabulary)) }
        }
        starts.append(Int32(ids.count))
        func labels(_ count: Int) -> [Int32] { (0..<words).map { _ in Int32.random(in: 0..<Int32(count)) } }
        return SyntaxSequence(
            ids: ids + [102], open: 103, close: 104, wordStarts: starts, xpos: labels(counts.xpos),
            upos: labels(counts.upos), heads: (0..<Int32(words)).map { $0 == 0 ? 0 : Int32.random(in: 1...$0) },
            relations: labels(counts.relations), spans: spans(0, words - 1, isRoot: true))
    }

    private func spans(_ first: Int, _ last: Int, isRoot: Bool) -> [LabelledSpan] {
        let label = Int.random(in: 0..<counts.constituents)
        var spans = isRoot || Bool.random() ? [LabelledSpan(first: first, last: last, label: label)] : []
        guard last > first else { return spans }
        let split = Int.random(in: first..<last)
        spans += self.spans(first, split, isRoot: false)
        spans += self.spans(split + 1, last, isRoot: false)
        return spans
    }
}
