public import Documents

/// The words of CRAFT (the Penn Treebank's second, biomedical style): hyphens and slashes between words are tokens,
/// clitics are split off ("patient 's", "do n't"), numbers keep their points and thousands their commas, prefixes
/// their hyphen ("non-specific"), abbreviations inside a sentence their full stop. Web addresses stay whole.
public struct RuleWordTokenizer: WordTokenizer {
    /// Makes a tokenizer.
    public init() {}

    /// The tokens of a sentence; `text` is the UTF-8 of the whole document.
    public func tokens(in text: Span<UInt8>, sentence: TextSpan) -> [TextSpan] {
        text.withUnsafeBufferPointer { bytes in
            var scan = WordScan(Characters(bytes, end: sentence.end), from: sentence.start)
            scan.run()
            return scan.tokens
        }
    }
}

/// One pass over a sentence.
struct WordScan {
    let characters: Characters
    /// The tokens found so far.
    private(set) var tokens: [TextSpan] = []
    private let start: Int
    /// Offset from which on there is nothing but the sentence's last full stop and what closes after it.
    private let finalStop: Int

    /// Prepares to read what lies from `start` to the end of the characters.
    init(_ characters: Characters, from start: Int) {
        self.characters = characters
        self.start = start
        var place = characters.end
        while place > start, ")]}\"' \n".utf8.contains(characters.bytes[place - 1]) { place -= 1 }
        finalStop = place - 1
        tokens.reserveCapacity((characters.end - start) / 4)
    }

    /// Reads the sentence.
    mutating func run() {
        var offset = start
        while offset < characters.end {
            let (kind, length) = characters.kind(at: offset)
            switch kind {
            case .space:
                offset += length
            case .punctuation:
                let end = endOfPunctuation(at: offset, length: length)
                tokens.append(TextSpan(offset, end))
                offset = end
            case .lower, .upper, .digit, .mark:
                let end = WebAddress.end(characters, at: offset) ?? endOfWord(at: offset)
                offset = append(word: offset..<end)
            }
        }
    }

    /// Appends a word, or the two tokens that it makes; returns where they end.
    private mutating func append(word: Range<Int>) -> Int {
        guard let (first, second) = Contractions.split(characters, word) else {
            tokens.append(TextSpan(word.lowerBound, word.upperBound))
            return word.upperBound
        }
        tokens.append(first)
        tokens.append(second)
        return second.end
    }

    /// The end of a mark: mostly of one character, but "***", "...", "°C" and "'s" are one token.
    private func endOfPunctuation(at offset: Int, length: Int) -> Int {
        var end = offset + length
        switch characters.bytes[offset] {
        case UInt8(ascii: "*"), UInt8(ascii: "."):
            while characters.byte(end) == characters.bytes[offset] { end += 1 }
        case 0xC2 where characters.byte(offset + 1) == 0xB0 && characters.byte(end) == UInt8(ascii: "C"):
            if !isWordCharacter(at: end + 1) { end += 1 }
        default:
            if let clitic = Contractions.endOfClitic(characters, at: offset),
                follows(.lower, .upper, .digit, at: offset)
            {
                return clitic
            }
        }
        return skippingMarks(end)
    }

    /// The end of the word that begins at an offset.
    private func endOfWord(at start: Int) -> Int {
        var place = start
        while place < characters.end {
            let (kind, length) = characters.kind(at: place)
            switch kind {
            case .space: return place
            case .lower, .upper, .digit, .mark: place += length
            case .punctuation:
                guard place > start, joins(start..<place) else { return place }
                place += 1
                if !isWordCharacter(at: place) { return place }
            }
        }
        return place
    }

    /// Whether the punctuation mark after a word belongs to it.
    private func joins(_ word: Range<Int>) -> Bool {
        let place = word.upperBound
        let goesOn = isWordCharacter(at: place + 1)
        switch characters.bytes[place] {
        case UInt8(ascii: "."):
            return goesOn || (place < finalStop && keepsStop(word))
        case UInt8(ascii: ","):
            return goesOn && isThousands(word)
        case UInt8(ascii: "_"):
            return goesOn
        case UInt8(ascii: "-"):
            return goesOn && word.count <= WordParts.longest && keepsHyphen(word)
        case UInt8(ascii: "'"):
            return goesOn && word.count == 1 && characters.kind(at: word.lowerBound).kind == .upper
                && characters.kind(at: place + 1).kind == .upper
        case UInt8(ascii: "+"):
            return !goesOn && word.count <= WordParts.longest && WordParts.ions.contains(characters.string(word))
        default:
            return false
        }
    }

    /// Whether the word is an abbreviation that keeps its full stop inside a sentence.
    private func keepsStop(_ word: Range<Int>) -> Bool {
        guard word.count <= WordParts.longest else { return false }
        let text = characters.string(word)
        if Abbreviations.joining.contains(text) || WordParts.stopped.contains(text) { return true }
        if Abbreviations.numbering.contains(text) {
            let next = characters.skippingSpace(word.upperBound + 1)
            if FollowingText(characters, from: next).holdsDigit { return true }
        }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            $0.utf8.count == 1 && $0.first?.isUppercase == true
        }
    }

    /// Whether the hyphen after the word is inside a word: after a prefix, before "fold" and in "X-ray".
    private func keepsHyphen(_ word: Range<Int>) -> Bool {
        let text = characters.string(word)
        let next = word.upperBound + 1
        if WordParts.prefixes.contains(text.lowercased()) { return !startsWith("hoc", at: next) }
        return startsWith("fold", at: next) || (text.lowercased() == "x" && startsWith("ray", at: next))
    }

    /// Whether the digits on both sides of a comma are groups of one number: "1,000" but not "6,7".
    private func isThousands(_ word: Range<Int>) -> Bool {
        func isDigit(_ offset: Int) -> Bool { characters.byte(offset) >= 0x30 && characters.byte(offset) <= 0x39 }
        var first = word.upperBound
        while first > word.lowerBound && word.upperBound - first < 4 && isDigit(first - 1) { first -= 1 }
        let count = word.upperBound - first
        let opens =
            first == word.lowerBound ? (1...3).contains(count) : count == 3 && characters.bytes[first - 1] == 0x2C
        let next = word.upperBound + 1
        return opens && isDigit(next) && isDigit(next + 1) && isDigit(next + 2) && !isWordCharacter(at: next + 3)
    }
}

extension WordScan {
    private func startsWith(_ letters: StaticString, at offset: Int) -> Bool {
        let count = letters.utf8CodeUnitCount
        guard offset + count <= characters.end else { return false }
        return (0..<count).allSatisfy { letters.utf8Start[$0] == characters.bytes[offset + $0] }
            && (offset + count == characters.end || characters.kind(at: offset + count).kind != .lower)
    }

    private func isWordCharacter(at offset: Int) -> Bool {
        guard offset < characters.end else { return false }
        switch characters.kind(at: offset).kind {
        case .lower, .upper, .digit: return true
        case .mark, .space, .punctuation: return false
        }
    }

    /// Whether the character before an offset is of one of the kinds.
    private func follows(_ kinds: Characters.Kind..., at offset: Int) -> Bool {
        guard offset > start else { return false }
        return kinds.contains(characters.kind(at: characters.before(offset)).kind)
    }

    private func skippingMarks(_ offset: Int) -> Int {
        var place = offset
        while place < characters.end {
            let (kind, length) = characters.kind(at: place)
            guard kind == .mark else { break }
            place += length
        }
        return place
    }
}
