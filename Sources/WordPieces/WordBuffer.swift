import Documents

/// The word that is being read: its normalised letters, and where each came from.
///
/// It never holds more than `longestWord` characters, so its size is fixed and looking it up takes bounded time.
struct WordBuffer {
    /// The number of characters after which BERT takes a word for unknown.
    static let longestWord = 100
    private static let capacity = 4 * longestWord

    /// The letters of the word in UTF-8.
    private(set) var letters = InlineArray<400, UInt8>(repeating: 0)
    /// Room for the hashes of the word's prefixes while it is looked up.
    var hashes = InlineArray<400, UInt32>(repeating: 0)
    /// Number of bytes in `letters`.
    private(set) var count = 0
    /// Number of characters of the whole word, also of those that had no room.
    private(set) var characters = 0
    /// Offset of the word's first byte in the text.
    private(set) var start = 0
    /// Offset after the word's last byte in the text.
    private(set) var end = 0
    /// For each byte in `letters` the characters of the text it came from; empty while byte n came from byte
    /// `start + n` of the text.
    private var sources: [TextSpan] = []

    /// True when there is no word.
    var isEmpty: Bool { characters == 0 }
    /// True when the word is too long to be looked up.
    var isOverlong: Bool { characters > Self.longestWord }

    /// Forgets the word.
    @inline(__always)
    mutating func clear() {
        count = 0
        characters = 0
        if !sources.isEmpty { sources.removeAll(keepingCapacity: true) }
    }

    /// Adds an ASCII letter that was the byte at an offset of the text.
    @inline(__always)
    mutating func append(_ letter: UInt8, from offset: Int) {
        if characters == 0 { start = offset }
        characters += 1
        if characters <= Self.longestWord {
            if !sources.isEmpty || offset != start + count { noteSource(TextSpan(offset, offset + 1), bytes: 1) }
            letters[count] = letter
            count += 1
        }
        end = offset + 1
    }

    /// Adds a character that stands for the given characters of the text.
    mutating func append(_ scalar: Unicode.Scalar, from source: TextSpan) {
        if characters == 0 { start = source.start }
        characters += 1
        end = source.end
        guard characters <= Self.longestWord else { return }
        let encoded = UTF8.encode(scalar).unsafelyUnwrapped
        if !sources.isEmpty || source.start != start + count || source.count != encoded.count {
            noteSource(source, bytes: encoded.count)
        }
        for byte in encoded {
            letters[count] = byte
            count += 1
        }
    }

    /// The bytes of the text that the letters `range` came from.
    @inline(__always)
    func source(_ range: Range<Int>) -> TextSpan {
        if sources.isEmpty { return TextSpan(start + range.lowerBound, start + range.upperBound) }
        return TextSpan(sources[range.lowerBound].start, sources[range.upperBound - 1].end)
    }

    /// Begins to keep sources where the letters so far had none, and notes that of the letters to come.
    private mutating func noteSource(_ source: TextSpan, bytes: Int) {
        if sources.isEmpty {
            sources.reserveCapacity(Self.capacity)
            for offset in 0..<count { sources.append(TextSpan(start + offset, start + offset + 1)) }
        }
        for _ in 0..<bytes { sources.append(source) }
    }
}
