/// A full stop, question or exclamation mark with what stands around it.
struct StopMark {
    /// Offset of the mark.
    let offset: Int
    /// Number of marks in a row.
    let run: Int
    /// Offset after the mark and the closing quotes, brackets and references after it.
    let end: Int
    /// Offset of the next character that is not white space.
    let next: Int

    private let characters: Characters
    /// Offset of the sentence that the mark stands in.
    private let sentence: Int
    /// Whether the mark is one of East Asian scripts, which nothing needs to follow.
    let isWide: Bool

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
    static func skipClosers(_ characters: Characters, from offset: Int) -> Int {
        var place = offset
        while place < characters.end {
            switch characters.bytes[place] {
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"):
                place += 1
            case UInt8(ascii: "["), UInt8(ascii: "("):
                guard let after = skipReferences(characters, from: place) else { return place }
                place = after
            case 0x80...:
                // Closing quotes, and what has no width.
                guard let (scalar, length) = characters.scalar(at: place),
                    "”’»›」』\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".unicodeScalars.contains(scalar)
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
        let following = FollowingText(characters, from: next)
        let isFullStop = characters.bytes[offset] == UInt8(ascii: ".")
        if isFullStop && run == 1 && following.beginsListItem { return precedingWordEnds(before: following) }
        switch following.kind {
        case .punctuation, .mark, .space:
            return isFullStop && run == 1 && following.beginsWithSign && precedingWordEnds(before: following)
        case .lower: guard isFullStop && following.beginsWithName else { return false }
        case .upper, .digit: break
        }
        guard isFullStop else { return true }
        return run > 1 ? following.isStarter : precedingWordEnds(before: following)
    }

    /// Whether the full stop surely ends nothing: an abbreviation stands before it and what goes on behind it ("vs. a",
    /// "sp. nov.", "500 mg b.d. (with food)"), no word stands before it, or what follows begins no sentence ("&
    /// Dixon").
    var isWithinPhrase: Bool {
        guard run == 1, characters.bytes[offset] == UInt8(ascii: "."), next > end else { return false }
        let following = FollowingText(characters, from: next)
        switch following.kind {
        case .lower:
            let range = word(before: offset)
            if range.isEmpty { return end == offset + 1 }
            guard range.count <= 8 else { return false }
            let word = characters.string(range)
            if Abbreviations.linking.contains(word) { return true }
            if Abbreviations.taxonomic.contains(word) && following.goesOnWithRank { return true }
            return (Abbreviations.joining.contains(word) || Abbreviations.open.contains(word))
                && !following.beginsWithName
        case .upper, .digit:
            guard following.isBracketed, !following.isStarter else { return false }
            let range = word(before: offset)
            return range.count <= 8 && Abbreviations.doses.contains(characters.string(range))
        case .punctuation, .mark, .space: return following.goesOnWithSign
        }
    }

    /// Whether the word before the full stop may end a sentence.
    private func precedingWordEnds(before following: FollowingText) -> Bool {
        let range = word(before: offset)
        let word = characters.string(range)
        if Abbreviations.joining.contains(word) { return false }
        if Abbreviations.numbering.contains(word) && following.holdsDigit { return false }
        if Abbreviations.open.contains(word) { return following.isStarter }
        if range.lowerBound == sentence && isListNumber(word) { return false }
        guard isInitials(word) else { return true }
        if following.isStarter { return true }
        guard word.utf8.count == 1 else { return false }
        return following.kind != .upper || standsForAType(range)
    }

    /// The number of a list item: a letter or up to three digits.
    private func isListNumber(_ word: String) -> Bool {
        word.utf8.count == 1 || (word.utf8.count <= 3 && word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })
    }

    /// Single capital letters, parted by full stops or hyphens: "J", "U.S", "J.-I".
    private func isInitials(_ word: String) -> Bool {
        let parts = word.split { $0 == "." || $0 == "-" }
        return !parts.isEmpty && parts.allSatisfy { $0.unicodeScalars.count == 1 && $0.first?.isUppercase == true }
    }

    /// Whether the single letter before the full stop is no initial but the name of a type ("NF-kappa B", "A and B") or
    /// part of a unit ("mol/L").
    private func standsForAType(_ letter: Range<Int>) -> Bool {
        if letter.lowerBound > sentence, characters.bytes[letter.lowerBound - 1] == UInt8(ascii: "/") { return true }
        guard let before = wordBefore(letter) else { return false }
        let word = characters.string(before)
        if word == "and" || word == "or", let first = wordBefore(before), first.count == 1 { return true }
        if Abbreviations.initialsFollow.contains(word) { return false }
        let last = word.split(separator: "-").last ?? ""
        return last.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
    }

    /// The word of the same sentence before a word, one space away.
    private func wordBefore(_ range: Range<Int>) -> Range<Int>? {
        guard range.lowerBound > sentence, characters.bytes[range.lowerBound - 1] == 0x20 else { return nil }
        let before = word(before: range.lowerBound - 1)
        return before.isEmpty ? nil : before
    }

    /// Whether a space was left out after the full stop: "cells.The".
    private var lacksSpace: Bool {
        guard run == 1, end == offset + 1, characters.bytes[offset] == UInt8(ascii: ".") else { return false }
        let following = FollowingText(characters, from: next)
        guard following.isCapitalised else { return false }
        let range = word(before: offset)
        if range.lowerBound > sentence, characters.bytes[range.lowerBound - 1] == UInt8(ascii: "/") { return false }
        if characters.bytes[range].contains(UInt8(ascii: "@")) { return false }
        if following.isStarter { return range.count >= 3 || (range.count == 1 && standsForAType(range)) }
        let before = characters.bytes[range]
        return before.count >= 3 && before.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
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
}
