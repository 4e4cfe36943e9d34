import Documents

/// Parts of words that keep the punctuation mark after them.
enum WordParts {
    /// No part is longer than so many bytes.
    static let longest = 12

    /// Prefixes that keep their hyphen (in lower case).
    static let prefixes: Set<String> = [
        "anti", "non", "co", "pre", "post", "sub", "auto", "inter", "mid", "cross", "multi", "over", "pro", "re",
        "semi",
        "pseudo", "hetero", "homo", "micro", "macro", "intra", "extra", "pan", "mal", "di", "tri", "poly", "immuno",
        "bi",
        "peri", "neo", "ultra", "infra", "supra", "un", "under", "uni", "hyper", "hypo", "mini", "meta",
    ]

    /// Ions and cofactors with their charge.
    static let ions: Set<String> = ["Ca2", "Mg2", "Zn2", "Mn2", "Fe2", "Fe3", "Cu2", "NAD", "NADP"]

    /// Abbreviations that keep their full stop though a sentence may end after them.
    static let stopped: Set<String> = Abbreviations.open.subtracting(["sp", "spp", "nov", "Mass"])
}

/// Words that are written together but are two: "cannot", "don't", "patient's".
enum Contractions {
    /// The two tokens that a word makes with the apostrophe and letters after it, or nil where it is one.
    static func split(_ characters: Characters, _ word: Range<Int>) -> (TextSpan, TextSpan)? {
        let bytes = characters.bytes
        if word.count == 6, bytes[word.lowerBound] | 0x20 == UInt8(ascii: "c"),
            bytes[word].dropFirst().elementsEqual("annot".utf8)
        {
            return (TextSpan(word.lowerBound, word.lowerBound + 3), TextSpan(word.lowerBound + 3, word.upperBound))
        }
        // "don't": the n goes with what follows the apostrophe.
        guard word.count > 1, bytes[word.upperBound - 1] == UInt8(ascii: "n"),
            let apostrophe = apostropheLength(characters, at: word.upperBound)
        else { return nil }
        let end = word.upperBound + apostrophe + 1
        guard characters.byte(end - 1) == UInt8(ascii: "t"), endsAt(characters, end) else { return nil }
        return (TextSpan(word.lowerBound, word.upperBound - 1), TextSpan(word.upperBound - 1, end))
    }

    /// The end of a clitic ("'s", "'ll", "'re", "'ve", "'d", "'m") that begins with the apostrophe at an
    /// offset, or nil.
    static func endOfClitic(_ characters: Characters, at offset: Int) -> Int? {
        guard let apostrophe = apostropheLength(characters, at: offset) else { return nil }
        let first = offset + apostrophe
        let pair = [characters.byte(first), characters.byte(first + 1)]
        for letters in ["ll", "re", "ve"] where pair.elementsEqual(letters.utf8) && endsAt(characters, first + 2) {
            return first + 2
        }
        return "sdmS".utf8.contains(pair[0]) && endsAt(characters, first + 1) ? first + 1 : nil
    }

    private static func apostropheLength(_ characters: Characters, at offset: Int) -> Int? {
        if characters.byte(offset) == UInt8(ascii: "'") { return 1 }
        guard characters.byte(offset) == 0xE2, characters.scalar(at: offset)?.scalar == "’" else { return nil }
        return 3
    }

    private static func endsAt(_ characters: Characters, _ offset: Int) -> Bool {
        guard offset < characters.end else { return offset == characters.end }
        switch characters.kind(at: offset).kind {
        case .space, .punctuation: return true
        case .lower, .upper, .digit, .mark: return false
        }
    }
}
