import Foundation

extension ScalarRules {
    /// The canonical decompositions (Unicode's form D) of all scalars that have one, as of Unicode 12, on which the
    /// fast tokenizer stands in this matter.
    static func canonicalDecompositions() -> [Unicode.Scalar: [Unicode.Scalar]] {
        // All are decomposed in one string, with a character between them across which nothing is reordered.
        let scalars = decomposableBlocks.joined().compactMap(Unicode.Scalar.init).filter(isOfUnicode12)
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            text.append(scalar)
            text.append("\0")
        }
        let decomposed = String(text).decomposedStringWithCanonicalMapping.unicodeScalars
        var found: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        found.reserveCapacity(13_500)
        for (scalar, parts) in zip(scalars, decomposed.split(separator: "\0")) {
            if parts.count != 1 || parts.first != scalar { found[scalar] = Array(parts) }
        }
        for value in hangulSyllables {
            if let syllable = Unicode.Scalar(value) { found[syllable] = jamo(of: value) }
        }
        return found
    }

    /// The blocks that hold canonical decompositions other than Hangul's.
    private static let decomposableBlocks: [Range<UInt32>] = [
        0xC0..<0x3100,
        0xF900..<0xFB50,
        0x1_1000..<0x1_1600,
        0x1_D100..<0x1_D200,
        0x2_F800..<0x2_FA20,
    ]

    private static func isOfUnicode12(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.properties.age?.major ?? .max) <= 12
    }

    private static let hangulSyllables: Range<UInt32> = 0xAC00..<0xD7A4

    /// A Hangul syllable's leading consonant, vowel and trailing consonant, if any (Unicode Standard, section 3.12).
    private static func jamo(of syllable: UInt32) -> [Unicode.Scalar] {
        let number = syllable - hangulSyllables.lowerBound
        let parts = [0x1100 + number / 588, 0x1161 + number % 588 / 28]
        let trailing = number % 28 == 0 ? [] : [0x11A7 + number % 28]
        return (parts + trailing).compactMap(Unicode.Scalar.init)
    }
}
