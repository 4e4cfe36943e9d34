/// A stretch of text as features see it: hashes of its letters and of its shape.
struct WordView {
    /// Hash of the bytes.
    private(set) var exact: UInt64 = 0
    /// Hash of the bytes with ASCII capitals made small.
    private(set) var lower: UInt64 = 0
    /// Hash of the symbols, no more than two equal ones in a row.
    private(set) var shape: UInt64 = 0
    /// Hash of the last three bytes, in small letters.
    private(set) var suffix: UInt64 = 0
    /// Hash of the first three bytes, in small letters.
    private(set) var prefix: UInt64 = 0
    /// The first and the last symbol; none for no text.
    private(set) var first = Symbol.none
    private(set) var last = Symbol.none
    /// Number of bytes.
    private(set) var count = 0

    /// No more bytes than these go into the hashes; what is longer is known by its beginning and its length.
    static let longest = 40

    /// The view of no text.
    init() {}

    /// Looks at the bytes of a range that begins and ends between characters.
    init(_ characters: Characters, _ range: Range<Int>) {
        count = range.count
        var offset = range.lowerBound
        let end = min(range.upperBound, range.lowerBound + Self.longest)
        var repeats = 0
        var isFirst = true
        while offset < end {
            let (symbol, _, length) = Symbol.at(offset, of: characters)
            repeats = symbol == last && !isFirst ? repeats + 1 : 0
            if repeats < 2 { shape = TextHash.mixed(shape, symbol.value) }
            if isFirst { first = symbol }
            last = symbol
            isFirst = false
            for place in offset..<min(offset + length, range.upperBound) {
                let byte = characters.bytes[place]
                let small = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
                exact = TextHash.step(exact, byte)
                lower = TextHash.step(lower, small)
                let index = place - range.lowerBound
                if index < 3 { prefix = prefix << 8 | UInt64(small) }
                suffix = (suffix << 8 | UInt64(small)) & 0xFF_FFFF
            }
            offset += length
        }
        if count > Self.longest {
            exact = TextHash.mixed(exact, UInt64(count))
            lower = TextHash.mixed(lower, UInt64(count))
        }
    }
}

extension TextHash {
    /// The hash of a text and one more byte (FNV-1a).
    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        ((hash == 0 ? 0xCBF2_9CE4_8422_2325 : hash) ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
