/// Sequences of sub-word identifiers, one after the other without padding.
public struct PackedBatch: Sendable, Equatable {
    /// The identifiers of all sequences, special tokens included.
    public var ids: [Int32]
    /// Where each sequence starts in `ids`, then the number of all identifiers: `sequenceCount + 1` numbers.
    public var starts: [Int]

    /// A batch of identifiers already packed; `starts` begins with 0, rises, and ends with `ids.count`.
    public init(ids: [Int32], starts: [Int]) {
        self.ids = ids
        self.starts = starts
    }

    /// An empty batch.
    public init() { self.init(ids: [], starts: [0]) }

    /// Packs sequences.
    public init(_ sequences: [[Int32]]) {
        self.init()
        for sequence in sequences { append(sequence) }
    }

    /// Adds a sequence at the end.
    public mutating func append(_ sequence: some Collection<Int32>) {
        ids.append(contentsOf: sequence)
        starts.append(ids.count)
    }

    /// Takes all sequences out, keeping the memory.
    public mutating func removeAll() {
        ids.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
    }

    /// Number of sequences.
    public var sequenceCount: Int { max(starts.count - 1, 0) }

    /// Number of sub-words of all sequences.
    public var tokenCount: Int { ids.count }
}
