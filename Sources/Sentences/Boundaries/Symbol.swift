/// What a character is to the features: a class for letters, digits and white space, itself for a punctuation mark.
///
/// Typographic variants of a mark are one: all quotes, all apostrophes and primes, all hyphens, dashes and minus signs.
struct Symbol: Equatable {
    /// 1 to 5 for the classes below; the code point of a mark, folded.
    let code: UInt32

    static let none = Symbol(code: 0)
    static let upper = Symbol(code: 1)
    static let lower = Symbol(code: 2)
    static let digit = Symbol(code: 3)
    static let mark = Symbol(code: 4)
    static let space = Symbol(code: 5)

    /// The symbol as a value of features.
    var value: UInt64 { UInt64(code) }

    /// Whether it is a letter or a digit, or joins one.
    var isWord: Bool { code >= 1 && code <= 4 }

    /// The symbol of the character at an offset before the end, its kind and its number of bytes.
    @inline(__always)
    static func at(_ offset: Int, of characters: Characters) -> (symbol: Symbol, kind: Characters.Kind, length: Int) {
        let (kind, length) = characters.kind(at: offset)
        switch kind {
        case .upper: return (.upper, kind, length)
        case .lower: return (.lower, kind, length)
        case .digit: return (.digit, kind, length)
        case .mark: return (.mark, kind, length)
        case .space: return (.space, kind, length)
        case .punctuation: break
        }
        if length == 1 { return (Symbol(code: UInt32(characters.bytes[offset])), kind, 1) }
        let scalar = characters.scalar(at: offset)?.scalar ?? " "
        return (Symbol(code: folded(scalar)), kind, length)
    }

    /// The mark that stands for all its variants.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar {
        case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FE63}", "\u{FF0D}": UInt32(UInt8(ascii: "-"))
        case "\u{2018}"..."\u{201B}", "\u{2032}", "\u{2035}", "\u{B4}", "\u{2039}", "\u{203A}", "\u{2BC}":
            UInt32(UInt8(ascii: "'"))
        case "\u{201C}"..."\u{201F}", "\u{2033}", "\u{2036}", "\u{AB}", "\u{BB}": UInt32(UInt8(ascii: "\""))
        case "\u{2022}", "\u{B7}", "\u{22C5}", "\u{2219}": 0xB7
        case "\u{2044}", "\u{2215}": UInt32(UInt8(ascii: "/"))
        case "\u{223C}": UInt32(UInt8(ascii: "~"))
        default: scalar.value
        }
    }
}
