import Documents

/// Finds words in a text, one after the other, whatever white space lies between or within them.
///
/// A word may stand in the text as the treebank spells it, with its brackets unescaped, or, where it is a directed
/// quotation mark, as `"`. A quotation mark of the text that the treebank lacks is passed over: McClosky's trees of
/// GENIA have lost a few closing ones.
struct WordAligner {
    private let bytes: [UInt8]
    private let end: Int
    /// Offset behind the last word found.
    private(set) var offset: Int

    /// An aligner over the part of a text that begins at `start`.
    init(_ text: String, from start: Int = 0) {
        bytes = Array(text.utf8)
        end = bytes.count
        offset = start
    }

    /// The span of the next word, or nil where it does not follow.
    mutating func next(_ word: TreebankWord) -> TextSpan? {
        let spellings = [word.form, TreebankSpelling.unescapingBrackets(word.form), word.surface]
        while true {
            for spelling in spellings {
                guard let span = span(of: spelling) else { continue }
                offset = span.end
                return span
            }
            guard skipQuotationMark() else { return nil }
        }
    }

    /// Passes over quotation marks and white space; gives whether the end of the text was reached.
    mutating func finish() -> Bool {
        while skipQuotationMark() {}
        return skippingSpace(offset) == end
    }

    /// What the text has at the current place, for people.
    var following: String {
        let start = skippingSpace(offset)
        return String(String(decoding: bytes[start...], as: UTF8.self).prefix(24))
    }

    /// The span of a spelling that begins at the next character, white space in the text and the word passed over.
    private func span(of spelling: String) -> TextSpan? {
        var start: Int?
        var place = offset
        for scalar in spelling.unicodeScalars where !scalar.properties.isWhitespace {
            place = skippingSpace(place)
            start = start ?? place
            for byte in UTF8.encode(scalar) ?? .init() {
                guard place < end, bytes[place] == byte else { return nil }
                place += 1
            }
        }
        return start.map { TextSpan($0, place) }
    }

    private mutating func skipQuotationMark() -> Bool {
        let place = skippingSpace(offset)
        guard place < end, bytes[place] == UInt8(ascii: "\"") else { return false }
        offset = place + 1
        return true
    }

    private func skippingSpace(_ start: Int) -> Int {
        var place = start
        while let length = spaceLength(at: place) { place += length }
        return place
    }

    /// The length in bytes of a character of Unicode's White_Space, or nil for another one and at the end.
    private func spaceLength(at place: Int) -> Int? {
        guard place < end else { return nil }
        switch bytes[place] {
        case 9...13, 32: return 1
        case 0..<0xC2: return nil
        case 0xC2: return matches(place, [0x85]) || matches(place, [0xA0]) ? 2 : nil
        case 0xE1: return matches(place, [0x9A, 0x80]) ? 3 : nil
        case 0xE2:
            guard place + 2 < end else { return nil }
            let (second, third) = (bytes[place + 1], bytes[place + 2])
            let isSpace = second == 0x80 && ((0x80...0x8A).contains(third) || [0xA8, 0xA9, 0xAF].contains(third))
            return isSpace || (second == 0x81 && third == 0x9F) ? 3 : nil
        case 0xE3: return matches(place, [0x80, 0x80]) ? 3 : nil
        default: return nil
        }
    }

    /// Whether bytes follow the one at a place.
    private func matches(_ place: Int, _ rest: [UInt8]) -> Bool { bytes[(place + 1)...].starts(with: rest) }
}
