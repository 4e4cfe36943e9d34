/// A named tensor that training changes, and where it lies in the flat buffer of all of them.
public struct Parameter: Sendable, Equatable {
    /// The part of the model that a parameter belongs to; learning rates may differ by it.
    public enum Group: Sendable, Hashable {
        /// Word, position and type embeddings and their normalisation.
        case embeddings
        /// A layer of the encoder, 0 the lowest.
        case layer(Int)
        /// The classifier and, where there is one, the conditional random field.
        case head
    }

    /// Its name in a Hugging Face checkpoint, without the prefix `bert.`.
    public let name: String
    /// Its shape, row-major.
    public let shape: [Int]
    /// Where it starts in the buffer, in numbers.
    public let offset: Int
    /// The part of the model it belongs to.
    public let group: Group
    /// Whether weight decay applies: not to biases, normalisations and transitions.
    public let decays: Bool
    /// Numbers in a row when gradients touch only some rows (embedding tables), otherwise nil.
    public let rowSize: Int?

    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }

    /// Its place in the buffer.
    public var range: Range<Int> { offset..<offset + count }

    /// Makes a parameter.
    public init(name: String, shape: [Int], offset: Int, group: Group, decays: Bool, rowSize: Int? = nil) {
        self.name = name
        self.shape = shape
        self.offset = offset
        self.group = group
        self.decays = decays
        self.rowSize = rowSize
    }
}
