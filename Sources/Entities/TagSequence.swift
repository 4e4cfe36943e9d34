internal import Encoder
internal import WordPieces

/// A sequence to encode: some words of a sentence, with what stands around them from the first layer on.
///
/// That is all of the tags in a model whose tags join at layer 0, and then there is a sequence for every tag. Where the
/// outer tags join later, only an inner pair is part of it, and one sequence serves all tags with the same inner pair.
struct TagSequence {
    /// Number of the sentence.
    var sentence: Int
    /// Numbers of the tags that it serves; never empty.
    var tags: [Int]
    /// What stands around the words.
    private var around: TagTokens
    /// The words.
    private(set) var words: Range<Int>
    /// Those whose labels are read.
    private(set) var answered: Range<Int>
    /// The place of each word's first sub-word in the sequence.
    private(set) var places: [Int]
    /// Number of sub-words.
    private(set) var length: Int

    /// The sequences that a sentence is fed as: one, or several windows where it is too long, for each group of tags.
    ///
    /// Neighbouring windows share a quarter of their sub-words, so that a word has at least an eighth of a window as
    /// context on either side of it.
    static func sequences(
        of sentence: SubwordSentence, number: Int, tags: [EntityTag], model: EntityModel
    ) -> [TagSequence] {
        let plan = WindowPlan(wordLengths: sentence.wordLengths, room: model.room, overlap: model.room / 4)
        return groups(of: tags, isLate: model.tagLayer > 0).flatMap { group in
            plan.windows.map { window in
                TagSequence(sentence, number: number, tags: group.tags, around: group.around, window: window, plan)
            }
        }
    }

    private init(
        _ sentence: SubwordSentence, number: Int, tags: [Int], around: TagTokens, window: WindowPlan.Window,
        _ plan: WindowPlan
    ) {
        self.sentence = number
        self.tags = tags
        self.around = around
        words = window.words
        answered = window.answered
        places = []
        var place = 1 + (around.open == nil ? 0 : 1) + (around.inner.open == nil ? 0 : 1)
        for word in window.words {
            places.append(place)
            place += plan.fedLength(sentence.subwords(of: word).count)
        }
        length = place + 1 + (around.close == nil ? 0 : 1) + (around.inner.close == nil ? 0 : 1)
    }

    /// The tags that one run of the first layers can serve, in order.
    private static func groups(of tags: [EntityTag], isLate: Bool) -> [(tags: [Int], around: TagTokens)] {
        var groups: [(tags: [Int], around: TagTokens)] = []
        for (number, tag) in tags.enumerated() {
            let around = isLate ? TagTokens(inner: tag.tokens.inner) : tag.tokens
            if isLate, let known = groups.firstIndex(where: { $0.around == around }) {
                groups[known].tags.append(number)
            } else {
                groups.append(([number], around))
            }
        }
        return groups
    }

    /// Adds the sub-words to a batch.
    func append(to batch: inout PackedBatch, _ sentence: SubwordSentence, model: EntityModel) {
        batch.ids.append(model.vocabulary.classification)
        for tag in [around.open, around.inner.open] { if let tag { batch.ids.append(tag) } }
        for word in words { batch.ids.append(contentsOf: sentence.subwords(of: word).prefix(model.room)) }
        for tag in [around.inner.close, around.close] { if let tag { batch.ids.append(tag) } }
        batch.ids.append(model.vocabulary.separator)
        batch.starts.append(batch.ids.count)
    }
}
