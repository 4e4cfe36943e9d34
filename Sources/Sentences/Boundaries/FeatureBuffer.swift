/// The features of one candidate, as hashes; the memory is made once for all candidates of a text.
///
/// A feature is a template with the values that it looks at; only their hash is kept (Weinberger et al. 2009). It is
/// the same on every machine, since models hold weights by it.
struct FeatureBuffer {
    /// Most features of a candidate.
    static let capacity = 96

    private let storage: UnsafeMutablePointer<UInt32>
    private(set) var count = 0

    /// Fills memory of `capacity` numbers.
    init(_ storage: UnsafeMutablePointer<UInt32>) { self.storage = storage }

    /// The features added so far.
    var features: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: storage, count: count) }

    /// Begins the next candidate.
    mutating func removeAll() { count = 0 }

    /// Adds a feature of one value.
    @inline(__always)
    mutating func add(_ template: UInt64, _ value: UInt64) {
        append(TextHash.mixed(template, value))
    }

    /// Adds a feature of two values.
    @inline(__always)
    mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64) {
        append(TextHash.mixed(TextHash.mixed(template, first), second))
    }

    /// Adds a feature of three values.
    @inline(__always)
    mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64, _ third: UInt64) {
        append(TextHash.mixed(TextHash.mixed(TextHash.mixed(template, first), second), third))
    }

    @inline(__always)
    private mutating func append(_ hash: UInt64) {
        precondition(count < Self.capacity, "a candidate has too many features")
        storage[count] = UInt32(truncatingIfNeeded: hash)
        count += 1
    }
}

/// Hashes of text and of values, the same on every machine.
enum TextHash {
    /// The hash that a value makes of a hash: multiplications by odd constants with shifts between (as SplitMix64
    /// ends).
    @inline(__always)
    static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        var mixed = (hash ^ (value &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 29
        mixed = mixed &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 32)
    }

    /// The class of a number by its size: itself up to 3, then one class for each doubling.
    @inline(__always)
    static func magnitude(_ number: Int) -> UInt64 {
        number < 4 ? UInt64(max(0, number)) : UInt64(Int.bitWidth - number.leadingZeroBitCount) + 1
    }
}
