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
    /// What of an encoded batch is read for what.
    private var words = WordRows()
    private var states: Matrix
    private var logits: Matrix
    private let mixerWorkspace = MixerWorkspace()

    init(model: EntityModel, batchTokens: Int) {
        self.model = model
        self.batchTokens = batchTokens
        workspace = EncoderWorkspace(model.encoder.configuration, tokens: batchTokens)
        lateTags = model.tagLayer > 0 ? LateTags(model: model, batchTokens: batchTokens) : nil
        states = Matrix(rows: batchTokens, columns: model.classifier.hidden)
        logits = Matrix(rows: batchTokens, columns: 3)
    }

    /// The logits of every word of every sentence under every tag.
    ///
    /// Element `sentence * tags.count + tag` holds those of one sentence under one tag, one a word. A sentence under a
    /// tag is fed as `[CLS] <T> sub-words </T> [SEP]` (model.md, section 2), in several windows where it is longer than
    /// the encoder's limit. Where tags join late, the layers below run once for all tags (model.md, section 6). Of a
    /// word's contexts those count that are in its window; with a model that reads syntax every sentence needs
    /// contexts.
    func logits(of sentences: [ContextualSentence], tags: [EntityTag]) -> [[LabelLogits]] {
        precondition(
            model.features == nil || sentences.allSatisfy { $0.contexts?.labels.count == $0.subwords.wordCount },
            "a model with features needs contexts of every word")
        let sequences = sentences.indices.flatMap { number in
            TagSequence.sequences(of: sentences[number].subwords, number: number, tags: tags, model: model)
        }
        var results = sentences.flatMap { sentence in
            tags.map { _ in [LabelLogits](repeating: LabelLogits(), count: sentence.subwords.wordCount) }
        }
        for members in BatchPlan.batches(lengths: sequences.map(\.length), bound: batchTokens) {
            let packed = members.map { sequences[$0] }
            batch.removeAll()
            for sequence in packed {
                sequence.append(to: &batch, sentences[sequence.sentence].subwords, model: model)
            }
            if let lateTags {
                classify(packed, of: sentences, with: lateTags, tags: tags, into: &results)
            } else {
                words.removeAll()
                for (sequence, start) in zip(packed, batch.starts) {
                    read(sequence, of: sentences, tag: sequence.tags[0], tagCount: tags.count, from: start)
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
        _ packed: [TagSequence], of sentences: [ContextualSentence], with lateTags: LateTags, tags: [EntityTag],
        into results: inout [[LabelLogits]]
    ) {
        lateTags.encode(batch)
        let joined = packed.indices.flatMap { place in
            packed[place].tags.map { (sequence: place, tag: $0, tokens: tags[$0].tokens) }
        }
        let lengths = joined.map { packed[$0.sequence].length + $0.tokens.outerCount }
        for members in BatchPlan.batches(lengths: lengths, bound: batchTokens) {
            let starts = lateTags.join(members.map { (joined[$0].sequence, joined[$0].tokens) }, into: workspace)
            model.encoder.run(layers: model.tagLayer..<model.encoderConfiguration.layerCount, workspace: workspace)
            words.removeAll()
            for (member, start) in zip(members, starts) {
                let (sequence, tag, tokens) = joined[member]
                let shift = tokens.open == nil ? 0 : 1
                read(packed[sequence], of: sentences, tag: tag, tagCount: tags.count, from: start + shift)
            }
            classify(workspace.hidden, into: &results)
        }
    }

    /// Notes what is read of a sequence that starts at a row; a tag in front of it that joined late is before that row.
    private func read(
        _ sequence: TagSequence, of sentences: [ContextualSentence], tag: Int, tagCount: Int, from start: Int
    ) {
        let contexts = model.mixer == nil ? nil : sentences[sequence.sentence].contexts
        words.add(sequence, contexts: contexts, start: start, result: sequence.sentence * tagCount + tag)
    }

    /// Reads the labels off hidden states; only the rows of first sub-words go through the head.
    private func classify(_ hidden: MatrixView, into results: inout [[LabelLogits]]) {
        if states.rows < words.count {
            states = Matrix(rows: words.count, columns: model.classifier.hidden)
            logits = Matrix(rows: words.count, columns: 3)
        }
        for (place, row) in words.rows.enumerated() {
            (states.pointer + place * states.stride).update(
                from: hidden.pointer + row * hidden.stride, count: hidden.columns)
        }
        let states = states.rows(0..<words.count), logits = logits.rows(0..<words.count)
        model.classifier.apply(states, into: logits)
        model.mixer?.add(words, states: states, to: logits, workspace: mixerWorkspace)
        for reading in words.readings {
            let row = logits[reading.row]
            results[reading.result][reading.word] = LabelLogits(begin: row[0], inside: row[1], outside: row[2])
        }
    }
}

extension TagPairClassifier {
    /// As `logits(of:tags:)` for a model that reads no syntax.
    func logits(of sentences: [SubwordSentence], tags: [EntityTag]) -> [[LabelLogits]] {
        logits(of: sentences.map { ContextualSentence(subwords: $0) }, tags: tags)
    }
}
