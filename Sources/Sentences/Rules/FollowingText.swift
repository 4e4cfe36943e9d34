/// What stands after a full stop: the beginning of a sentence, or the rest of one.
struct FollowingText {
    private let characters: Characters
    /// Offset of the first character.
    private let offset: Int
    /// Offset of the first character that is no opening bracket or quote.
    private let start: Int

    /// How far is looked.
    private static let reach = 40

    /// Looks at what begins at an offset before the end of the characters.
    init(_ characters: Characters, from offset: Int) {
        self.characters = characters
        self.offset = offset
        var place = offset
        while place < min(characters.end, offset + Self.reach) {
            if "([{\"'".utf8.contains(characters.bytes[place]) {
                place += 1
            } else if let (scalar, length) = characters.scalar(at: place), "“‘«".unicodeScalars.contains(scalar) {
                place += length
            } else {
                break
            }
        }
        start = place
    }

    /// The kind of the first character, brackets and quotes aside.
    var kind: Characters.Kind { start < characters.end ? characters.kind(at: start).kind : .punctuation }

    /// Whether the first word is one that sentences begin with.
    var isStarter: Bool { Abbreviations.starters.contains(characters.string(start..<endOfLetters)) }

    /// Whether it begins with a capital and a small letter.
    var isCapitalised: Bool { isCapital(start) && isSmall(start + 1) }

    /// Whether the first word holds a digit.
    var holdsDigit: Bool {
        for place in start..<min(characters.end, start + Self.reach) {
            let byte = characters.bytes[place]
            if byte >= 0x30 && byte <= 0x39 { return true }
            if byte == 0x20 { return false }
        }
        return false
    }

    /// Whether the item of a list begins: "(i) ", "(b) ", "a: ", "b. Cells".
    var beginsListItem: Bool {
        let letters = endOfLetters - start
        let after = start + letters
        if characters.bytes[offset] == UInt8(ascii: "(") {
            return start == offset + 1 && (1...4).contains(letters) && characters.byte(after) == UInt8(ascii: ")")
        }
        guard start == offset, letters == 1, characters.byte(after + 1) == 0x20 else { return false }
        switch characters.byte(after) {
        case UInt8(ascii: ":"), UInt8(ascii: ")"): return true
        case UInt8(ascii: "."): return isSmall(start) && isCapital(after + 2)
        default: return false
        }
    }

    /// Whether a bracket or a quote stands before the first word.
    var isBracketed: Bool { start > offset }

    /// Whether a sentence begins with a sign: the legend of a mark of significance ("*P < 0.05"), a bullet, a sign of
    /// copyright, a number that is not exact ("~50%", "≥3 doses"), the rotation of a compound ("(-)-Nicotine").
    var beginsWithSign: Bool {
        guard start < characters.end, let (sign, length) = characters.scalar(at: start) else { return false }
        let after = start + length
        switch sign {
        case "*", "†", "‡", "§", "¶", "©", "•": return !isBracketed
        case "~", "<", ">", "≥", "≤", "±", "≈", "∼", "⩾", "⩽":
            return !isBracketed && after < characters.end && characters.kind(at: after).kind == .digit
        case "+", "-", "−", "‐":
            guard isBracketed, characters.bytes[offset] == UInt8(ascii: "("), start == offset + 1 else { return false }
            return characters.byte(after) == UInt8(ascii: ")") && characters.byte(after + 1) == UInt8(ascii: "-")
        default: return false
        }
    }

    /// Whether it begins with a sign that no sentence begins with: "& Dixon", "; then", "= 5", "+ water".
    var goesOnWithSign: Bool {
        guard !isBracketed else { return false }
        let sign = characters.byte(start)
        return "&,;:/=%.".utf8.contains(sign) || (sign == UInt8(ascii: "+") && characters.byte(start + 1) == 0x20)
    }

    /// Whether the first word is an abbreviation of a rank of names, or of what was done to a name: "nov.", "rev."
    var goesOnWithRank: Bool {
        let end = endOfLetters
        guard start == offset, end > start, end - start <= 8 else { return false }
        let word = characters.string(start..<end)
        return word == "et" || (characters.byte(end) == UInt8(ascii: ".") && Abbreviations.taxonomic.contains(word))
    }

    /// Whether it begins in lower case because it is the name of a gene or the like: "p53", "mRNA", "c-fos",
    /// "alpha-IFN".
    var beginsWithName: Bool {
        var place = start
        while place < characters.end && place - start < Self.reach {
            let (kind, length) = characters.kind(at: place)
            switch kind {
            case .upper, .digit: return true
            case .space: return Self.greek.contains(characters.string(start..<place))
            case .punctuation:
                guard characters.bytes[place] == UInt8(ascii: "-") else { return false }
                return place - start <= 2 || Self.greek.contains(characters.string(start..<place))
            case .lower, .mark: place += length
            }
        }
        return false
    }

    private static let greek: Set<String> = ["alpha", "beta", "gamma", "delta", "kappa", "lambda", "bcl"]

    /// The offset after the ASCII letters that it begins with.
    private var endOfLetters: Int {
        var place = start
        while place - start < Self.reach, isCapital(place) || isSmall(place) { place += 1 }
        return place
    }

    private func isCapital(_ offset: Int) -> Bool { characters.byte(offset) >= 0x41 && characters.byte(offset) <= 0x5A }

    private func isSmall(_ offset: Int) -> Bool { characters.byte(offset) >= 0x61 && characters.byte(offset) <= 0x7A }
}
