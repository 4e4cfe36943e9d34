internal import Encoder
internal import Entities
public import Scoring
public import WordPieces

/// Makes training sequences of labelled sentences: sub-words, tags and, at each word's first sub-word, its label.
///
/// Nothing is cut: a sentence that is too long gives several windows, each of whose words is labelled in one of them.
public struct SequenceBuilder: Sendable {
    /// The labels in the order of their numbers, which is that of the classifier's rows.
    public static let labels: [BIOLabel] = [.begin, .inside, .outside]

    private let tokenizer: WordPieceTokenizer
    /// Longest sequence, special tokens and tags included.
    private let maximum: Int

    /// Makes a builder of sequences of at most `maximum` sub-words.
    public init(tokenizer: WordPieceTokenizer, maximum: Int) {
        self.tokenizer = tokenizer
        self.maximum = maximum
    }

    /// The number of a label.
    static func number(of label: BIOLabel) -> Int32 {
        switch label {
        case .begin: 0
        case .inside: 1
        case .outside: 2
        }
    }

    /// The sequences of a sentence, in the order of its words; one, unless the sentence is too long.
    ///
    /// - Parameters:
    ///   - tags: vocabulary numbers of the tags.
    ///   - contexts: those of the sentence's words; nil for a model that has no use for them.
    func sequences(
        of sentence: BIOCorpus.Sentence, tags: TagNumbers, contexts: ContextNumbers? = nil
    ) -> [TrainingSequence] {
        let subwords = SubwordSentence(words: sentence.words, tokenizer: tokenizer)
        let room = max(maximum - 2 - tags.count, 1)
        let plan = WindowPlan(wordLengths: subwords.wordLengths, room: room, overlap: room / 4)
        return plan.windows.map { window in
            var ids = [tokenizer.vocabulary.classification] + tags.innerOpen
            var labelled: [TrainingSequence.Labelled] = []
            var positions: [Int32] = []
            for word in window.words {
                positions.append(Int32(ids.count))
                if window.answered.contains(word) {
                    let label = Self.number(of: sentence.labels[word])
                    labelled.append(.init(position: Int32(ids.count), label: label))
                }
                ids.append(contentsOf: subwords.subwords(of: word).prefix(room))
            }
            ids += tags.innerClose
            ids.append(tokenizer.vocabulary.separator)
            return TrainingSequence(
                ids: ids, open: tags.open, close: tags.close, labelled: labelled,
                contexts: contexts?.part(of: window, positions: positions))
        }
    }
}

/// Vocabulary numbers of the tags around a sentence.
///
/// The outer pair is what the model puts in where its tags join; an inner pair is part of the sequence from the start.
struct TagNumbers: Sendable, Equatable {
    var open: Int32?
    var close: Int32?
    var innerOpen: [Int32] = []
    var innerClose: [Int32] = []

    /// Sub-words that the tags take.
    var count: Int { (open == nil ? 0 : 1) + (close == nil ? 0 : 1) + innerOpen.count + innerClose.count }

    /// Looks the pairs up, from the outside in; nil when the vocabulary lacks one.
    init?(_ pairs: [TagPair], in vocabulary: Vocabulary) {
        for (depth, pair) in pairs.enumerated() {
            guard let opening = vocabulary.id(of: pair.open) else { return nil }
            var closing: Int32?
            if let entry = pair.close {
                guard let id = vocabulary.id(of: entry) else { return nil }
                closing = id
            }
            if depth == 0 {
                open = opening
                close = closing
            } else {
                innerOpen.append(opening)
                if let closing { innerClose.insert(closing, at: 0) }
            }
        }
    }
}
