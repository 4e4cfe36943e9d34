/// A sentence, or a window of one, as it is trained on.
public struct TrainingSequence: Sendable, Equatable {
    /// A word's label, which is asked for at its first sub-word.
    public struct Labelled: Sendable, Equatable {
        /// The number of the sub-word in `ids`.
        public var position: Int32
        /// The number of the label.
        public var label: Int32

        /// Makes a label of a word.
        public init(position: Int32, label: Int32) {
            self.position = position
            self.label = label
        }
    }

    /// `[CLS]`, the sentence's sub-words, `[SEP]`: without tags.
    public var ids: [Int32]
    /// The tag that the model puts behind `[CLS]`, at the layer where tags join; nil for none.
    public var open: Int32?
    /// The tag that the model puts before `[SEP]`; nil for none.
    public var close: Int32?
    /// The labelled words, in the order of the sentence, each once.
    public var labelled: [Labelled]
    /// Their contexts, for a model that has a use for them.
    public var contexts: SequenceContexts?

    /// Makes a sequence.
    public init(
        ids: [Int32], open: Int32? = nil, close: Int32? = nil, labelled: [Labelled], contexts: SequenceContexts? = nil
    ) {
        precondition(ids.count >= 2, "a sequence has its two special tokens")
        precondition(contexts.map { $0.labelled.count == labelled.count } ?? true, "contexts of the labelled words")
        self.ids = ids
        self.open = open
        self.close = close
        self.labelled = labelled
        self.contexts = contexts
    }

    /// Sub-words that the upper layers see: those of the sentence, the special tokens and the tags.
    public var tokenCount: Int { ids.count + (open == nil ? 0 : 1) + (close == nil ? 0 : 1) }
}

extension TrainingSequence: TrainingItem {}

extension TrainingSequence: EncodedSequence {
    /// The first sub-words of the labelled words and of their context words.
    var readPositions: some Sequence<Int32> {
        (0..<(contexts?.positions.count ?? labelled.count)).lazy.map {
            contexts?.positions[$0] ?? labelled[$0].position
        }
    }
}
