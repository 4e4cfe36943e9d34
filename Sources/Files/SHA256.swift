/// The secure hash algorithm SHA-256 of FIPS 180-4, over bytes that come in pieces.
public struct SHA256: Sendable {
    /// The hash value H(i) of section 6.2: eight words.
    private var state = State(
        a: 0x6a09_e667, b: 0xbb67_ae85, c: 0x3c6e_f372, d: 0xa54f_f53a,
        e: 0x510e_527f, f: 0x9b05_688c, g: 0x1f83_d9ab, h: 0x5be0_cd19
    )
    /// The bytes of a block that is not full yet.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    /// Starts the hash of no bytes.
    public init() { rest.reserveCapacity(Self.blockSize) }

    /// Appends bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Appends bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count += UInt64(bytes.count)
        var start = 0
        if !rest.isEmpty {
            start = min(Self.blockSize - rest.count, bytes.count)
            rest.append(contentsOf: bytes[..<start])
            guard rest.count == Self.blockSize else { return }
            rest.withUnsafeBytes { state.compress($0) }
            rest.removeAll(keepingCapacity: true)
        }
        let whole = (bytes.count - start) / Self.blockSize * Self.blockSize
        state.compress(UnsafeRawBufferPointer(rebasing: bytes[start..<start + whole]))
        rest.append(contentsOf: bytes[(start + whole)...])
    }

    /// The digest of all bytes so far; more can follow.
    public func finish() -> Digest {
        // Padding (section 5.1.1): a one bit, zeros, and the length in bits as the last eight bytes of a block.
        var padding: [UInt8] = [0x80]
        let zeros = (2 * Self.blockSize - 9 - rest.count) % Self.blockSize
        padding.append(contentsOf: repeatElement(0, count: zeros))
        let bits = count &* 8
        for shift in stride(from: 56, through: 0, by: -8) { padding.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        var last = state
        (rest + padding).withUnsafeBytes { last.compress($0) }
        return Digest(words: [last.a, last.b, last.c, last.d, last.e, last.f, last.g, last.h])
    }

    /// Bytes in a block.
    private static let blockSize = 64
}
