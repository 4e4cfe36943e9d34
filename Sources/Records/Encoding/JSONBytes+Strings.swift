extension JSONBytes {
    /// Appends a string in quotes, escaped, or `null`.
    @inline(__always)
    mutating func append(string: String?) {
        guard let string else { return append("null") }
        append(string: string)
    }

    /// Appends a string in quotes, escaped.
    @inline(__always)
    mutating func append(string: String) {
        let bytes = string.utf8Span.span
        bytes.withUnsafeBufferPointer { append(quoting: $0) }
    }

    /// Appends UTF-8 in quotes, escaped.
    ///
    /// Quotes, backslashes and control characters are escaped as JSON asks. So are U+0085, U+2028 and U+2029, which
    /// JSON allows but which many readers of lines take for the end of one.
    @inline(__always)
    mutating func append(quoting bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count + 2)
        store(UInt8(ascii: "\""))
        if bytes.count < 16 {
            for index in bytes.indices {
                if Self.mayNeedEscape(bytes[index]) { return finish(quoting: bytes, from: index) }
                store(bytes[index])
            }
            return store(UInt8(ascii: "\""))
        }
        finish(quoting: bytes, from: 0)
    }

    /// Appends the rest of a string that has been opened, and its closing quote.
    @inline(never)
    private mutating func finish(quoting bytes: UnsafeBufferPointer<UInt8>, from first: Int) {
        var start = first
        while start < bytes.count {
            let end = Self.firstPossibleEscape(in: bytes, from: start)
            append(copying: UnsafeBufferPointer(rebasing: bytes[start..<end]))
            start = end
            if end < bytes.count { start += appendEscaped(bytes, at: end) }
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends the character at an index, escaped where it needs to be, and returns how many bytes it took.
    private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\""): append(#"\""#)
        case UInt8(ascii: "\\"): append(#"\\"#)
        case 0x08: append(#"\b"#)
        case 0x09: append(#"\t"#)
        case 0x0A: append(#"\n"#)
        case 0x0C: append(#"\f"#)
        case 0x0D: append(#"\r"#)
        case 0..<0x20:
            append(#"\u00"#)
            append(Self.hexadecimal(byte >> 4))
            append(Self.hexadecimal(byte & 15))
        case 0xC2 where bytes[index + 1] == 0x85:
            append(#"\u0085"#)
            return 2
        case 0xE2 where bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
            append(bytes[index + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#)
            return 3
        default: append(byte)
        }
        return 1
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    /// True for the bytes that are, or that begin what is, escaped.
    @inline(__always)
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0xE2 || byte == 0xC2
    }

    /// Index of the first byte that may need an escape, or the end. Looks at eight bytes at a time.
    @inline(__always)
    private static func firstPossibleEscape(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index &+ 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if EightBytes.anyBelow32(word) | EightBytes.any(word, of: 0x22) | EightBytes.any(word, of: 0x5C)
                | EightBytes.any(word, of: 0xE2) | EightBytes.any(word, of: 0xC2) != 0
            {
                break
            }
            index &+= 8
        }
        while index < bytes.count, !mayNeedEscape(bytes[index]) { index &+= 1 }
        return index
    }
}

/// Tests on eight bytes in one word. Each gives 0 when no byte passes ("Bit Twiddling Hacks", S. E. Anderson).
enum EightBytes {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    /// The highest bit of every byte.
    static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Not 0 when a byte is below 32.
    @inline(__always)
    static func anyBelow32(_ word: UInt64) -> UInt64 { (word &- ones &* 32) & ~word & highBits }

    /// Not 0 when a byte equals `byte`.
    @inline(__always)
    static func any(_ word: UInt64, of byte: UInt8) -> UInt64 {
        let zeroed = word ^ (ones &* UInt64(byte))
        return (zeroed &- ones) & ~zeroed & highBits
    }
}
