/// The weights of one kind of boundary: a small number for every hash of a feature.
public struct BoundaryWeights: Sendable, Equatable {
    /// The weights, in units that differ between tables but matter to none: only the sign of a sum is asked.
    public let table: [Int8]
    private let mask: UInt32

    /// Makes weights of a table whose size is a power of two, or nil for another size.
    public init?(table: [Int8]) {
        guard !table.isEmpty, table.count & (table.count - 1) == 0, table.count <= 1 << 28 else { return nil }
        self.table = table
        mask = UInt32(table.count - 1)
    }

    /// The sum of the weights of features; above 0 speaks for a boundary.
    @inline(__always)
    func score(_ features: UnsafeBufferPointer<UInt32>) -> Int32 {
        table.withUnsafeBufferPointer { table in
            var sum: Int32 = 0
            for feature in features { sum &+= Int32(table[Int(feature & mask)]) }
            return sum
        }
    }
}
