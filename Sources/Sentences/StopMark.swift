/// A full stop, question or exclamation mark with what stands around it.
struct StopMark {
    /// Offset of the mark.
    private let offset: Int
    /// Number of marks in a row.
    private let run: Int
    /// Offset after the mark and the closing quotes, brackets and references after it.
    let end: Int
    /// Offset of the next character that is not white space.
    let next: Int

    private let characters: Characters
    /// Offset of the sentence that the mark stands in.
    private let sentence: Int
    /// Whether the mark is one of East Asian scripts, which nothing needs to follow.
    private let isWide: Bool

    /// How far words are looked for on either side of a mark.
    private static let reach = 40

    /// Looks whether a mark stands at an offset.
    @inline(__always)
    init?(_ characters: Characters, at offset: Int, sentence: Int) {
        let byte = characters.bytes[offset]
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xE3, 0xEF, 0xE2: break
        default: return nil
        }
        self.init(characters, stop: offset, sentence: sentence)
    }

    private init?(_ characters: Characters, stop offset: Int, sentence: Int) {
        guard let first = Self.mark(characters, at: offset) else { return nil }
        self.characters = characters
        self.offset = offset
        self.sentence = sentence
        isWide = first.isWide
        var place = offset + first.length
        var run = 1
        while place < characters.end, let mark = Self.mark(characters, at: place) {
            place += mark.length
            run += 1
        }
        self.run = run
        end = Self.skipClosers(characters, from: place)
        next = characters.skippingSpace(end)
    }

    private static func mark(_ characters: Characters, at offset: Int) -> (length: Int, isWide: Bool)? {
        switch characters.bytes[offset] {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return (1, false)
        case 0xE2, 0xE3, 0xEF: break
        default: return nil
        }
        switch characters.scalar(at: offset)?.scalar {
        case "…": return (3, false)
        case "。", "！", "？", "｡": return (3, true)
        default: return nil
        }
    }

    /// The offset after quotes, closing brackets and numbers of references ("cells.[12,13] The").
    private static func skipClosers(_ characters: Characters, from offset: Int) -> Int {
        var place = offset
        while place < characters.end {
            switch characters.bytes[place] {
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"):
                place += 1
            case UInt8(ascii: "["), UInt8(ascii: "("):
                guard let after = skipReferences(characters, from: place) else { return place }
                place = after
            case 0xE2, 0xC2, 0xE3:
                guard let (scalar, length) = characters.scalar(at: place), "”’»›」』".unicodeScalars.contains(scalar)
                else { return place }
                place += length
            default:
                return place
            }
        }
        return place
    }

    /// The offset after a bracket that holds nothing but numbers of references, or nil.
    private static func skipReferences(_ characters: Characters, from open: Int) -> Int? {
        for place in open + 1..<min(characters.end, open + reach) {
            switch characters.bytes[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: " "): break
            case UInt8(ascii: "]"), UInt8(ascii: ")"): return place > open + 1 ? place + 1 : nil
            default: return nil
            }
        }
        return nil
    }
}

extension StopMark {
    /// Whether a sentence ends at the mark; something follows it.
    var endsSentence: Bool {
        if isWide { return true }
        if next == end { return lacksSpace }
        let first = nextKind
        if first == .lower && !beginsWithName { return false }
        guard characters.bytes[offset] == UInt8(ascii: ".") else { return first != .lower && first != .punctuation }
        if run > 1 { return first == .upper && nextIsStarter }
        if end > offset + 1 { return first != .punctuation }
        return first != .punctuation && precedingWordEnds(before: first)
    }

    /// Whether the word before the full stop may end a sentence.
    private func precedingWordEnds(before first: Characters.Kind) -> Bool {
        let range = word(before: offset)
        let word = characters.string(range)
        if Abbreviations.joining.contains(word) { return false }
        if Abbreviations.numbering.contains(word) && first == .digit { return false }
        if Abbreviations.open.contains(word) { return nextIsStarter }
        if range.lowerBound == sentence && range.count <= 3 && word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return false
        }
        guard isInitials(word) else { return true }
        if nextIsStarter { return true }
        if first != .upper || word.utf8.count > 1 { return first != .upper && word.utf8.count == 1 }
        return standsForAName(range)
    }

    /// Single letters, each but the last with a full stop: "J", "U.S", "A.L".
    private func isInitials(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { $0.unicodeScalars.count == 1 && $0.first?.isUppercase == true }
    }

    /// Whether the single letter before the full stop is the name of a type ("kappa B", "hepatitis C"), not an initial.
    private func standsForAName(_ letter: Range<Int>) -> Bool {
        var place = letter.lowerBound
        guard place > sentence, characters.bytes[place - 1] == 0x20 else { return false }
        place -= 1
        let word = characters.string(word(before: place))
        guard let first = word.unicodeScalars.first else { return false }
        return !first.properties.isUppercase && !Abbreviations.initialsFollow.contains(word)
    }

    /// The word that ends at an offset: back to white space or an opening bracket or quote.
    private func word(before offset: Int) -> Range<Int> {
        var start = offset
        while start > sentence && offset - start < Self.reach {
            let place = characters.before(start)
            if characters.kind(at: place).kind == .space { break }
            if "([{\"'/".utf8.contains(characters.bytes[place]) { break }
            start = place
        }
        return start..<offset
    }

    /// The offset of the first character of what follows that is no opening bracket or quote.
    private var nextWord: Int {
        var place = next
        while place < min(characters.end, next + Self.reach) {
            if "([{\"'".utf8.contains(characters.bytes[place]) {
                place += 1
            } else if let (scalar, length) = characters.scalar(at: place), "“‘«".unicodeScalars.contains(scalar) {
                place += length
            } else {
                break
            }
        }
        return place
    }

    /// The kind of the first character that follows, bracket and quotes aside.
    private var nextKind: Characters.Kind {
        let place = nextWord
        return place < characters.end ? characters.kind(at: place).kind : .punctuation
    }

    /// Whether the word that follows is one that sentences begin with.
    private var nextIsStarter: Bool {
        let start = nextWord
        var place = start
        while place < characters.end, place - start < Self.reach, isLetter(characters.bytes[place]) { place += 1 }
        return Abbreviations.starters.contains(characters.string(start..<place))
    }

    /// Whether what follows begins in lower case because it is the name of a gene or the like: "p53", "mRNA", "c-fos",
    /// "alpha-IFN".
    private var beginsWithName: Bool {
        let start = nextWord
        var place = start
        while place < characters.end && place - start < Self.reach {
            let (kind, length) = characters.kind(at: place)
            switch kind {
            case .upper, .digit: return true
            case .space: return false
            case .punctuation:
                guard characters.bytes[place] == UInt8(ascii: "-") else { return false }
                return place - start <= 2 || Self.greek.contains(characters.string(start..<place))
            case .lower, .mark: place += length
            }
        }
        return false
    }

    private static let greek: Set<String> = ["alpha", "beta", "gamma", "delta", "kappa", "lambda", "bcl"]

    /// Whether a space was left out after the full stop: "cells.The".
    private var lacksSpace: Bool {
        guard run == 1, end == offset + 1, characters.bytes[offset] == UInt8(ascii: ".") else { return false }
        let before = characters.bytes[word(before: offset)]
        guard before.count >= 3, before.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return false }
        let first = characters.byte(next)
        let second = characters.byte(next + 1)
        return first >= 0x41 && first <= 0x5A && second >= 0x61 && second <= 0x7A
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}
