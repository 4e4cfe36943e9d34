internal import Encoder
internal import Tensors
internal import WordPieces

/// Runs an entity model over sentences under tags, for one thread: it owns the memory that a pass works in.
final class TagPairClassifier {
    private let model: EntityModel
    private let batchTokens: Int
    private let workspace: EncoderWorkspace
    private var batch = PackedBatch()
    private var readings: [Reading] = []
    private var words: Matrix
    private var logits: Matrix

    /// What of an encoded batch is read for what: the hidden state `row` gives the labels of word `word` of `result`.
    private struct Reading {
        var row: Int
        var result: Int
        var word: Int
    }

    /// A sequence to encode: some words of a sentence under a tag.
    private struct Sequence {
        var sentence: Int
        var tag: Int
        var words: Range<Int>
        var answered: Range<Int>
        var length: Int
    }

    init(model: EntityModel, batchTokens: Int) {
        self.model = model
        self.batchTokens = batchTokens
        workspace = EncoderWorkspace(model.encoder.configuration, tokens: batchTokens)
        words = Matrix(rows: batchTokens, columns: model.classifier.hidden)
        logits = Matrix(rows: batchTokens, columns: 3)
    }

    /// The logits of every word of every sentence under every tag.
    ///
    /// Element `sentence * tags.count + tag` holds those of one sentence under one tag, one a word. A sentence under a
    /// tag is fed as `[CLS] <T> sub-words </T> [SEP]` (model.md, section 2), in several windows where it is longer than
    /// the encoder's limit.
    func logits(of sentences: [SubwordSentence], tags: [EntityTag]) -> [[LabelLogits]] {
        let sequences = sentences.enumerated().flatMap { number, sentence in
            self.sequences(of: sentence, number: number, tagCount: tags.count)
        }
        var results = sentences.flatMap { sentence in
            tags.map { _ in [LabelLogits](repeating: LabelLogits(), count: sentence.wordCount) }
        }
        for members in BatchPlan.batches(lengths: sequences.map(\.length), bound: batchTokens) {
            batch.removeAll()
            readings.removeAll(keepingCapacity: true)
            for member in members {
                let sequence = sequences[member]
                append(
                    sequence, of: sentences[sequence.sentence], tag: tags[sequence.tag],
                    result: sequence.sentence * tags.count + sequence.tag)
            }
            classify(into: &results)
        }
        return results
    }

    /// The sequences that a sentence is fed as: one a tag, or several where it is too long for one.
    ///
    /// Neighbouring windows share a quarter of their sub-words, so that a word has at least an eighth of a window as
    /// context on either side of it.
    private func sequences(of sentence: SubwordSentence, number: Int, tagCount: Int) -> [Sequence] {
        let lengths = sentence.wordLengths
        let plan = WindowPlan(wordLengths: lengths, room: model.room, overlap: model.room / 4)
        return (0..<tagCount).flatMap { tag in
            plan.windows.map { window in
                let length = lengths[window.words].reduce(EntityModel.frame) { $0 + plan.fedLength($1) }
                return Sequence(
                    sentence: number, tag: tag, words: window.words, answered: window.answered, length: length)
            }
        }
    }

    /// Adds a sequence to the batch, and the words it answers for to what is read.
    private func append(_ sequence: Sequence, of sentence: SubwordSentence, tag: EntityTag, result: Int) {
        batch.ids.append(model.vocabulary.classification)
        batch.ids.append(tag.openID)
        for word in sequence.words {
            if sequence.answered.contains(word) {
                readings.append(Reading(row: batch.ids.count, result: result, word: word))
            }
            batch.ids.append(contentsOf: sentence.subwords(of: word).prefix(model.room))
        }
        batch.ids.append(tag.closeID)
        batch.ids.append(model.vocabulary.separator)
        batch.starts.append(batch.ids.count)
    }

    /// Encodes the batch and reads the labels; only the rows of first sub-words go through the head.
    private func classify(into results: inout [[LabelLogits]]) {
        let hidden = encoded()
        if words.rows < readings.count {
            words = Matrix(rows: readings.count, columns: model.classifier.hidden)
            logits = Matrix(rows: readings.count, columns: 3)
        }
        for (place, reading) in readings.enumerated() {
            (words.pointer + place * words.stride).update(
                from: hidden.pointer + reading.row * hidden.stride, count: hidden.columns)
        }
        let rows = 0..<readings.count
        model.classifier.apply(words.rows(rows), into: logits.rows(rows))
        for (place, reading) in readings.enumerated() {
            results[reading.result][reading.word] = LabelLogits(
                begin: logits[place, 0], inside: logits[place, 1], outside: logits[place, 2])
        }
    }

    private func encoded() -> MatrixView {
        do {
            return try model.encoder.encode(batch, workspace: workspace)
        } catch {
            // Numbers come from the model's own vocabulary and lengths from its own limit.
            preconditionFailure("the encoder refused a batch made for it: \(error)")
        }
    }
}
