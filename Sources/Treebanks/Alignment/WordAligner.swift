import Documents

/// Finds words in a text, one after the other, whatever white space lies between or within them.
///
/// A word may stand in the text as the treebank spells it, with its brackets unescaped, or, where it is a directed
/// quotation mark, as `"`. A quotation mark of the text that the treebank lacks is passed over: McClosky's trees of
/// GENIA have lost a few closing ones.
struct WordAligner {
    private let bytes: [UInt8]
    /// Offset behind the last word found.
    private(set) var offset: Int

    /// An aligner over the part of a text that begins at `start`.
    init(_ text: String, from start: Int = 0) {
        bytes = Array(text.utf8)
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
        return Self.skippingSpace(in: bytes, from: offset) == bytes.count
    }

    /// What the text has at the current place, for people.
    var following: String {
        let start = Self.skippingSpace(in: bytes, from: offset)
        return String(String(decoding: bytes[start...], as: UTF8.self).prefix(24))
    }

    /// The span of a spelling that begins at the next character, white space in the text and the word passed over.
    private func span(of spelling: String) -> TextSpan? {
        let word = Array(spelling.utf8)
        var start: Int?
        var place = offset
        var letter = Self.skippingSpace(in: word, from: 0)
        while letter < word.count {
            place = Self.skippingSpace(in: bytes, from: place)
            guard place < bytes.count, bytes[place] == word[letter] else { return nil }
            start = start ?? place
            place += 1
            letter = Self.skippingSpace(in: word, from: letter + 1)
        }
        return start.map { TextSpan($0, place) }
    }

    private mutating func skipQuotationMark() -> Bool {
        let place = Self.skippingSpace(in: bytes, from: offset)
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return false }
        offset = place + 1
        return true
    }

    /// The offset of the first character from `start` on that is no white space.
    static func skippingSpace(in bytes: [UInt8], from start: Int) -> Int {
        var place = start
        while let length = spaceLength(in: bytes, at: place) { place += length }
        return place
    }

    /// The length in bytes of a character of Unicode's White_Space, or nil for another one and at the end.
    private static func spaceLength(in bytes: [UInt8], at place: Int) -> Int? {
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case 9...13, 32: return 1
        case 0..<0xC2: return nil
        case 0xC2: return bytes[place...].dropFirst().first.map { $0 == 0x85 || $0 == 0xA0 } == true ? 2 : nil
        case 0xE1, 0xE2, 0xE3:
            guard place + 2 < bytes.count else { return nil }
            switch (bytes[place], bytes[place + 1], bytes[place + 2]) {
            case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
                (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
                return 3
            default: return nil
            }
        default: return nil
        }
    }
}
