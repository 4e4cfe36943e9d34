internal import Encoder
internal import Tensors
internal import WordPieces

/// Runs an entity model over sentences under tags, for one thread: it owns the memory that a pass works in.
final class TagPairClassifier {
    private let model: EntityModel
    private let batchTokens: Int
    private let workspace: EncoderWorkspace
    /// Of a model whose tags join late.
    private let lateTags: LateTags?
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

    init(model: EntityModel, batchTokens: Int) {
        self.model = model
        self.batchTokens = batchTokens
        workspace = EncoderWorkspace(model.encoder.configuration, tokens: batchTokens)
        lateTags = model.tagLayer > 0 ? LateTags(model: model, batchTokens: batchTokens) : nil
        words = Matrix(rows: batchTokens, columns: model.classifier.hidden)
        logits = Matrix(rows: batchTokens, columns: 3)
    }

    /// The logits of every word of every sentence under every tag.
    ///
    /// Element `sentence * tags.count + tag` holds those of one sentence under one tag, one a word. A sentence under a
    /// tag is fed as `[CLS] <T> sub-words </T> [SEP]` (model.md, section 2), in several windows where it is longer than
    /// the encoder's limit. Where tags join late, the layers below run once for all tags (model.md, section 6).
    func logits(of sentences: [SubwordSentence], tags: [EntityTag]) -> [[LabelLogits]] {
        let sequences = sentences.indices.flatMap { number in
            TagSequence.sequences(of: sentences[number], number: number, tags: tags, model: model)
        }
        var results = sentences.flatMap { sentence in
            tags.map { _ in [LabelLogits](repeating: LabelLogits(), count: sentence.wordCount) }
        }
        for members in BatchPlan.batches(lengths: sequences.map(\.length), bound: batchTokens) {
            let packed = members.map { sequences[$0] }
            batch.removeAll()
            for sequence in packed { sequence.append(to: &batch, sentences[sequence.sentence], model: model) }
            if let lateTags {
                classify(packed, with: lateTags, tags: tags, into: &results)
            } else {
                readings.removeAll(keepingCapacity: true)
                for (sequence, start) in zip(packed, batch.starts) {
                    read(sequence, tag: sequence.tags[0], tagCount: tags.count, from: start)
                }
                model.run(batch, layers: 0..<model.encoderConfiguration.layerCount, workspace: workspace)
                classify(workspace.hidden, into: &results)
            }
        }
        return results
    }

    /// Takes the batch through the layers without tags once, and through those with tags once a tag.
    ///
    /// The second part has batches of its own: a batch without tags gives about as many full ones as there are tags.
    private func classify(
        _ packed: [TagSequence], with lateTags: LateTags, tags: [EntityTag], into results: inout [[LabelLogits]]
    ) {
        lateTags.encode(batch)
        let joined = packed.indices.flatMap { place in
            packed[place].tags.map { (sequence: place, tag: $0, tokens: tags[$0].tokens) }
        }
        let lengths = joined.map { packed[$0.sequence].length + $0.tokens.outerCount }
        for members in BatchPlan.batches(lengths: lengths, bound: batchTokens) {
            let starts = lateTags.join(members.map { (joined[$0].sequence, joined[$0].tokens) }, into: workspace)
            model.encoder.run(layers: model.tagLayer..<model.encoderConfiguration.layerCount, workspace: workspace)
            readings.removeAll(keepingCapacity: true)
            for (member, start) in zip(members, starts) {
                let (sequence, tag, tokens) = joined[member]
                let shift = tokens.open == nil ? 0 : 1
                read(packed[sequence], tag: tag, tagCount: tags.count, from: start + shift)
            }
            classify(workspace.hidden, into: &results)
        }
    }

    /// Notes what is read of a sequence that starts at a row; a tag in front of it that joined late is before that row.
    private func read(_ sequence: TagSequence, tag: Int, tagCount: Int, from start: Int) {
        for (word, place) in sequence.places {
            readings.append(
                Reading(row: start + place, result: sequence.sentence * tagCount + tag, word: word))
        }
    }

    /// Reads the labels off hidden states; only the rows of first sub-words go through the head.
    private func classify(_ hidden: MatrixView, into results: inout [[LabelLogits]]) {
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
}
