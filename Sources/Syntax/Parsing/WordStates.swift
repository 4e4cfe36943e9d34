internal import Encoder
internal import Tensors
internal import WordPieces

/// Encodes pieces of sentences and gives the states of their roots and words; memory of one thread.
final class WordStates {
    private let model: SyntaxModel
    private let tag: SyntaxTag
    private let bound: Int
    private let workspace: EncoderWorkspace
    private var batch = PackedBatch()
    private var sequences: [Sequence] = []
    private var states: Matrix

    /// A sequence in the batch: some words of a piece.
    private struct Sequence {
        /// Where it starts in the batch.
        var start: Int
        /// The row of its piece's root; those of the words follow.
        var row: Int
        var window: WindowPlan.Window
        /// Sub-words that are fed of each word of the window.
        var lengths: [Int]
    }

    /// Makes room for batches of `bound` sub-words.
    init(model: SyntaxModel, tag: SyntaxTag, bound: Int) {
        self.model = model
        self.tag = tag
        self.bound = bound
        workspace = EncoderWorkspace(model.encoderConfiguration, tokens: bound)
        states = Matrix(rows: 0, columns: model.encoderConfiguration.hiddenSize)
    }

    /// Sub-words that a piece is fed as, all windows and what frames them counted.
    static func length(of piece: SubwordSentence, model: SyntaxModel) -> Int {
        let whole = piece.ids.count + SyntaxModel.frame
        guard piece.ids.count > model.room else { return whole }
        let lengths = piece.wordLengths
        let plan = WordStates.plan(lengths, room: model.room)
        return plan.windows.reduce(0) { sum, window in
            lengths[window.words].reduce(sum + SyntaxModel.frame) { $0 + plan.fedLength($1) }
        }
    }

    /// The states `[rows x hidden]`: for each piece that of `[CLS]` as the root, then those of its words; valid until
    /// the next call.
    ///
    /// A piece is fed as `[CLS] <T> sub-words </T> [SEP]`, in several windows where it is longer than the encoder's
    /// limit: neighbours share a quarter of their sub-words, and the root's state is that of the first.
    func encode(_ pieces: [SubwordSentence]) -> MatrixView {
        let count = pieces.reduce(0) { $0 + $1.wordCount + 1 }
        if states.rows < count {
            let hidden = states.columns
            states = Matrix(rows: count, columns: hidden, stride: (hidden + 31) / 16 * 16)
        }
        var row = 0
        for piece in pieces {
            let lengths = piece.wordLengths
            let plan = WordStates.plan(lengths, room: model.room)
            for window in plan.windows {
                let fed = lengths[window.words].map(plan.fedLength)
                let length = fed.reduce(SyntaxModel.frame, +)
                if batch.tokenCount > 0, batch.tokenCount + length > bound { flush() }
                append(piece, Sequence(start: batch.tokenCount, row: row, window: window, lengths: fed))
            }
            row += piece.wordCount + 1
        }
        flush()
        return states.rows(0..<count)
    }

    private static func plan(_ lengths: [Int], room: Int) -> WindowPlan {
        WindowPlan(wordLengths: lengths, room: room, overlap: room / 4)
    }

    private func append(_ piece: SubwordSentence, _ sequence: Sequence) {
        batch.ids.append(model.tokenizer.vocabulary.classification)
        batch.ids.append(tag.openID)
        for (word, length) in zip(sequence.window.words, sequence.lengths) {
            batch.ids.append(contentsOf: piece.subwords(of: word).prefix(length))
        }
        batch.ids.append(tag.closeID)
        batch.ids.append(model.tokenizer.vocabulary.separator)
        batch.starts.append(batch.ids.count)
        sequences.append(sequence)
    }

    /// Encodes what is in the batch and takes the words' states from it.
    private func flush() {
        guard batch.tokenCount > 0 else { return }
        let hidden: MatrixView
        do {
            hidden = try model.encoder.encode(batch, workspace: workspace)
        } catch {
            // Numbers come from the model's own vocabulary and lengths from its own limit.
            preconditionFailure("the encoder refused a batch made for it: \(error)")
        }
        for sequence in sequences { take(sequence, from: hidden) }
        batch.removeAll()
        sequences.removeAll(keepingCapacity: true)
    }

    private func take(_ sequence: Sequence, from hidden: MatrixView) {
        if sequence.window.words.lowerBound == 0 {
            states.rows(sequence.row..<sequence.row + 1).assignMean(
                of: hidden.rows(sequence.start..<sequence.start + 1))
        }
        var place = sequence.start + 2
        for (word, length) in zip(sequence.window.words, sequence.lengths) {
            if sequence.window.answered.contains(word) {
                let row = sequence.row + 1 + word
                let used = model.word == .mean ? length : 1
                states.rows(row..<row + 1).assignMean(of: hidden.rows(place..<place + used))
            }
            place += length
        }
    }
}

extension MatrixView {
    /// Puts the mean of some rows, at least one, into the first row.
    fileprivate func assignMean(of rows: MatrixView) {
        pointer.update(from: rows.pointer, count: columns)
        guard rows.rows > 1 else { return }
        for row in 1..<rows.rows {
            let other = rows.pointer + row * rows.stride
            for column in 0..<columns { pointer[column] += other[column] }
        }
        let share = 1 / Float(rows.rows)
        for column in 0..<columns { pointer[column] *= share }
    }
}
