// Encoder: the BERT encoder (Devlin et al. 2019), forward pass.
//
// What every room may rely on:
//
// - A batch is packed: one `[tokens x hidden]` matrix holds all of its sequences one after the other, without padding.
//   Attention stays inside a sequence; positions start at 0 in each; the token type is 0.
// - A sequence's hidden states do not depend on what else is in the batch, or where in it the sequence stands: with
//   vector kernels not by one bit (every sum runs in one order), with plain C and OpenBLAS not by more than rounding.
// - The hidden states equal those of the Hugging Face implementation within 1e-4.
// - `Encoder` is never written after it is made: any number of threads may use one, each with its own workspace.
// - Once a workspace has seen its largest batch, nothing is allocated.
// - A batch that the encoder cannot take (an identifier or a length out of range) is refused with an `EncoderError`
//   before anything is computed.

public import Tensors

/// A BERT encoder: embeddings and layers, their weights laid out for this machine.
public final class Encoder: Sendable {
    /// The shape of the encoder.
    public let configuration: EncoderConfiguration

    let embeddings: Embeddings
    let layers: [EncoderLayer]

    /// Takes the weights from a file with Hugging Face's names, with or without the prefix `bert.`.
    ///
    /// - Throws: `EncoderError` when a tensor is missing, has a wrong shape or cannot be read.
    public init(
        weights: SafetensorsFile, configuration: EncoderConfiguration, instructions: InstructionSet = .best
    ) throws(EncoderError) {
        let source = EncoderWeights(file: weights, hidden: configuration.hiddenSize)
        self.configuration = configuration
        do {
            embeddings = try Embeddings(source, configuration, instructions)
            var layers: [EncoderLayer] = []
            for index in 0..<configuration.layerCount {
                layers.append(try EncoderLayer(source, index, configuration, instructions))
            }
            self.layers = layers
        } catch {
            throw EncoderError(.weights(error))
        }
    }

    /// Hidden states `[tokens x hidden]` of all sequences of a batch after the last layer.
    ///
    /// - Returns: a view of the workspace's memory, valid until the workspace is used again.
    public func encode(_ batch: PackedBatch, workspace: EncoderWorkspace) throws(EncoderError) -> MatrixView {
        try embed(batch, workspace: workspace)
        run(layers: 0..<layers.count, workspace: workspace)
        return workspace.hidden
    }

    /// Puts the embeddings of a batch's sub-words into the workspace: the states before the first layer.
    public func embed(_ batch: PackedBatch, workspace: EncoderWorkspace) throws(EncoderError) {
        try check(batch)
        workspace.reshape(starts: batch.starts)
        embeddings.apply(batch, into: workspace.hidden)
    }

    /// Runs some of the layers over the states that the workspace holds, in place.
    ///
    /// The caller may have changed them, or put in states of its own (`EncoderWorkspace.reshape`).
    public func run(layers range: Range<Int>, workspace: EncoderWorkspace) {
        precondition(range.lowerBound >= 0 && range.upperBound <= layers.count, "layers \(range) of \(layers.count)")
        precondition(workspace.configuration == configuration, "the workspace was made for another encoder")
        for layer in layers[range] { layer.apply(workspace) }
    }

    /// Puts the embedding of one sub-word at a position, as `embed` gives it, into `row`, of `hiddenSize` numbers.
    public func embed(_ id: Int32, position: Int, into row: UnsafeMutableBufferPointer<Float>) throws(EncoderError) {
        try check(PackedBatch(ids: [id], starts: [0, 1]))
        guard position >= 0, position < configuration.maximumPositions else {
            throw EncoderError(.tooLong(sequence: 0, count: position + 1, limit: configuration.maximumPositions))
        }
        guard let pointer = row.baseAddress, row.count == configuration.hiddenSize else {
            preconditionFailure("a row of \(row.count) numbers for \(configuration.hiddenSize)")
        }
        embeddings.apply(
            id, position: position,
            into: MatrixView(pointer: pointer, rows: 1, columns: row.count, stride: row.count))
    }

    private func check(_ batch: PackedBatch) throws(EncoderError) {
        guard batch.starts.first == 0, batch.starts.last == batch.ids.count else { throw EncoderError(.badStarts) }
        for sequence in 0..<batch.sequenceCount {
            let count = batch.starts[sequence + 1] - batch.starts[sequence]
            guard count > 0 else { throw EncoderError(.badStarts) }
            guard count <= configuration.maximumPositions else {
                throw EncoderError(.tooLong(sequence: sequence, count: count, limit: configuration.maximumPositions))
            }
        }
        for (index, id) in batch.ids.enumerated() where id < 0 || id >= configuration.vocabularySize {
            throw EncoderError(.unknownIdentifier(id: id, index: index, limit: configuration.vocabularySize))
        }
    }
}
