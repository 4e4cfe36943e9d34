/// The map between the UTF-8 byte offsets and the code-point offsets of a text.
///
/// ASCII needs no map. Other text takes one pass and four bytes of memory per byte or code point; the memory is kept
/// for the next text.
struct CodePoints {
    /// Number of bytes in the text.
    private(set) var byteCount = 0
    /// Number of code points in the text.
    private(set) var count = 0
    /// For every byte offset, the number of code points that begin before it; empty for ASCII.
    private var before: [UInt32] = []
    /// For every code point, and for the end, its byte offset; empty for ASCII.
    private var starts: [UInt32] = []

    /// True when every character of the text is one byte.
    var isASCII: Bool { byteCount == count }

    /// Maps the byte offsets of a text to code points.
    mutating func mapBytes(of text: UnsafeBufferPointer<UInt8>) {
        begin(text)
        guard !isASCII else { return }
        before.reserveCapacity(text.count + 1)
        var passed: UInt32 = 0
        for byte in text {
            before.append(passed)
            if Self.begins(byte) { passed &+= 1 }
        }
        before.append(passed)
    }

    /// Maps the code-point offsets of a text to bytes.
    mutating func mapCodePoints(of text: UnsafeBufferPointer<UInt8>) {
        begin(text)
        guard !isASCII else { return }
        starts.reserveCapacity(count + 1)
        for (offset, byte) in text.enumerated() where Self.begins(byte) {
            starts.append(UInt32(truncatingIfNeeded: offset))
        }
        starts.append(UInt32(truncatingIfNeeded: text.count))
    }

    /// The code-point offset of a byte offset; needs ``mapBytes(of:)`` and `offset <= byteCount`.
    @inline(__always)
    func codePoint(ofByte offset: Int) -> Int { isASCII ? offset : Int(before[offset]) }

    /// The byte offset of a code-point offset; needs ``mapCodePoints(of:)`` and `offset <= count`.
    @inline(__always)
    func byte(ofCodePoint offset: Int) -> Int { isASCII ? offset : Int(starts[offset]) }

    private mutating func begin(_ text: UnsafeBufferPointer<UInt8>) {
        before.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        byteCount = text.count
        count = 0
        for byte in text where Self.begins(byte) { count &+= 1 }
    }

    /// True for a byte that begins a character.
    @inline(__always)
    static func begins(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
