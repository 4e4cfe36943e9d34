public import Tensors

/// Why an encoder could not be made, or could not take a batch.
public struct EncoderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Sendable, Equatable {
        /// A configuration is not that of an encoder this program can run.
        case configuration(file: String, String)
        /// A weights file does not hold the encoder.
        case weights(SafetensorsError)
        /// A batch's starts do not rise from 0 to its number of sub-words, or a sequence is empty.
        case badStarts
        /// A sequence has more sub-words than the encoder has positions.
        case tooLong(sequence: Int, count: Int, limit: Int)
        /// A sub-word's identifier is not in the vocabulary.
        case unknownIdentifier(id: Int32, index: Int, limit: Int)
    }

    /// What went wrong.
    public let code: Code

    /// Makes an error.
    public init(_ code: Code) { self.code = code }

    /// Where, what, and what to do about it.
    public var description: String {
        switch code {
        case .configuration(let file, let what):
            "\(file): \(what). Use the config.json that belongs to the checkpoint of a BERT encoder."
        case .weights(let error):
            error.description
        case .badStarts:
            "The starts of a batch's sequences do not rise from 0 to its number of sub-words. Build it with append(_:)."
        case .tooLong(let sequence, let count, let limit):
            "Sequence \(sequence) of a batch has \(count) sub-words, the encoder takes \(limit). Cut it with WindowPlan."
        case .unknownIdentifier(let id, let index, let limit):
            "Sub-word \(index) of a batch has identifier \(id), the vocabulary ends at \(limit - 1)."
                + " Check that vocab.txt and the weights belong to the same model."
        }
    }
}
