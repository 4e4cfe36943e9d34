internal import Encoder
internal import Tensors

/// The layers of a model below its tags, and the tags that join their states (model.md, section 6).
///
/// A sequence is `[CLS] words [SEP]` below and `[CLS] <T> words </T> [SEP]` above. A tag joins as the embedding of its
/// token, of position 0 and of type 0, normalised: a row that depends on the tag alone.
final class LateTags {
    private let model: EntityModel
    private let workspace: EncoderWorkspace
    /// The rows of all tags `[tags x hidden]`, and which is whose.
    private let states: Matrix
    private let rows: [Int32: Int]

    init(model: EntityModel, batchTokens: Int) {
        self.model = model
        let encoder = model.encoder
        workspace = EncoderWorkspace(encoder.configuration, tokens: batchTokens)
        let tokens = Set(model.tags.flatMap { [$0.tokens.open, $0.tokens.close].compactMap { $0 } }).sorted()
        states = Matrix(rows: tokens.count, columns: encoder.configuration.hiddenSize)
        rows = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, $0) })
        for (row, token) in tokens.enumerated() {
            do {
                try encoder.embed(token, position: 0, into: states.view[row])
            } catch {
                preconditionFailure("the encoder refused a tag of the model's vocabulary: \(error)")
            }
        }
    }

    /// Takes a batch of sequences without their outer tags through the layers below; their states are kept for `join`.
    func encode(_ batch: PackedBatch) {
        model.run(batch, layers: 0..<model.tagLayer, workspace: workspace)
    }

    /// Puts the states of sequences of the batch, each between its tags, into another workspace.
    ///
    /// - Parameter sequences: the number of the sequence in the batch, and its tags.
    /// - Returns: where each starts there, then the number of all rows.
    func join(_ sequences: [(number: Int, tags: TagTokens)], into other: EncoderWorkspace) -> [Int] {
        var starts = [0]
        for (number, tags) in sequences {
            starts.append(starts[starts.count - 1] + below(number).count + tags.outerCount)
        }
        other.reshape(starts: starts)
        let lower = workspace.hidden, upper = other.hidden
        var row = 0
        func put(_ numbers: UnsafeMutableBufferPointer<Float>) {
            _ = upper[row].update(fromContentsOf: numbers)
            row += 1
        }
        func put(tag: Int32?) {
            if let place = tag.flatMap({ rows[$0] }) { put(states.view[place]) }
        }
        for (number, tags) in sequences {
            let below = below(number)
            put(lower[below.lowerBound])
            put(tag: tags.open)
            for middle in below.dropFirst().dropLast() { put(lower[middle]) }
            put(tag: tags.close)
            put(lower[below.upperBound - 1])
        }
        return starts
    }

    /// The rows of a sequence in the layers below.
    private func below(_ number: Int) -> Range<Int> { workspace.starts[number]..<workspace.starts[number + 1] }
}
