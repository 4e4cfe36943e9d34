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

    /// Makes a sequence.
    public init(ids: [Int32], open: Int32? = nil, close: Int32? = nil, labelled: [Labelled]) {
        precondition(ids.count >= 2, "a sequence has its two special tokens")
        self.ids = ids
        self.open = open
        self.close = close
        self.labelled = labelled
    }

    /// Sub-words that the upper layers see: those of the sentence, the special tokens and the tags.
    public var tokenCount: Int { ids.count + (open == nil ? 0 : 1) + (close == nil ? 0 : 1) }
}

extension TrainingSequence: TrainingItem {}

extension TrainingSequence: EncodedSequence {
    /// The labelled words' first sub-words.
    var readPositions: some Sequence<Int32> { labelled.lazy.map(\.position) }
}
