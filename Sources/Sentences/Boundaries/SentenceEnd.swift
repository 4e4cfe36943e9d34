import Documents

/// A place where a sentence may end.
struct SentenceEnd {
    /// What makes it one.
    enum Mark: UInt64 {
        case fullStop = 1
        case question
        case exclamation
        case ellipsis
        case wide
        case colon
        case semicolon
        case blankLine
    }

    /// What makes it one.
    let mark: Mark
    /// Offset of the mark, or of the white space with the blank line.
    let offset: Int
    /// Offset after the mark and what closes after it.
    let end: Int
    /// Offset of the next character that is not white space.
    let next: Int
    /// Whether several marks stand in a row.
    let isRun: Bool
    /// What the rules say: bit 0 that a sentence ends, bit 1 that the place lies in brackets.
    let verdict: UInt64

    /// Whether a sentence ends here whatever weights would say, since texts teach too little of it: at a blank line, at
    /// a stop of East Asian scripts, and where the rules see that white space was left out ("kappa B.The").
    var isCertain: Bool {
        switch mark {
        case .blankLine, .wide: true
        case .fullStop, .question, .exclamation, .ellipsis, .colon, .semicolon: next == end && verdict == 1
        }
    }
}

/// Walks over the places of a passage where a sentence may end.
struct SentenceEndScan {
    let characters: Characters
    let memory: PassageMemory
    var found: SentenceSpans
    private var brackets: BracketSpans
    private let start: Int

    /// Prepares to read what lies from `start` to the end of the characters.
    init(_ characters: Characters, from start: Int) {
        self.characters = characters
        self.start = start
        memory = PassageMemory(characters, from: start)
        found = SentenceSpans(characters, from: start)
        brackets = BracketSpans(characters, from: start)
    }

    /// Reads the passage.
    ///
    /// - Parameters:
    ///   - buffer: memory for the features.
    ///   - decide: told of a place with its features; says whether a sentence ends there.
    mutating func run(_ buffer: inout FeatureBuffer, decide: (SentenceEnd, UnsafeBufferPointer<UInt32>) -> Bool) {
        var offset = found.start
        while offset < characters.end {
            guard let place = place(at: &offset) else { continue }
            var ends = place.isCertain
            if !ends {
                buffer.removeAll()
                addFeatures(of: place, to: &buffer)
                ends = decide(place, buffer.features)
            }
            if ends { found.close(at: place.end, next: place.next) }
        }
        found.close(at: characters.end, next: characters.end)
    }

    /// The candidate at an offset, if there is one; the offset goes on to where the next may begin.
    @inline(__always)
    private mutating func place(at offset: inout Int) -> SentenceEnd? {
        switch characters.bytes[offset] {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xE3, 0xEF, 0xE2: return stop(at: &offset)
        case UInt8(ascii: ":"), UInt8(ascii: ";"): return pause(at: &offset)
        case UInt8(ascii: "\n"): return blankLine(at: &offset)
        default:
            offset += 1
            return nil
        }
    }

    private mutating func stop(at offset: inout Int) -> SentenceEnd? {
        guard let mark = StopMark(characters, at: offset, sentence: found.start) else {
            offset += 1
            return nil
        }
        defer { offset = max(mark.next, mark.offset + 1) }
        guard mark.next < characters.end, !mark.isWithinPhrase, !brackets.hold(mark, sentence: found.start) else {
            return nil
        }
        if mark.next == mark.end && !mark.isWide {
            // "0.05" and "e.g" are no candidates, "cells.The" is.
            let symbol = Symbol.at(mark.next, of: characters).symbol
            guard symbol == .upper || "([\"'".unicodeScalars.contains(where: { $0.value == symbol.code }) else {
                return nil
            }
        }
        let kind: SentenceEnd.Mark =
            switch characters.bytes[mark.offset] {
            case UInt8(ascii: "."): .fullStop
            case UInt8(ascii: "?"): .question
            case UInt8(ascii: "!"): .exclamation
            default: mark.isWide ? .wide : .ellipsis
            }
        return SentenceEnd(
            mark: kind, offset: mark.offset, end: mark.end, next: mark.next, isRun: mark.run > 1,
            verdict: mark.endsSentence ? 1 : 0)
    }

    private mutating func pause(at offset: inout Int) -> SentenceEnd? {
        let mark = offset
        let end = StopMark.skipClosers(characters, from: mark + 1)
        let next = characters.skippingSpace(end)
        offset = next
        guard next > end, next < characters.end else { return nil }
        let isHeld = brackets.span(around: mark).map { $0.start != found.start } ?? false
        return SentenceEnd(
            mark: characters.bytes[mark] == UInt8(ascii: ":") ? .colon : .semicolon,
            offset: mark, end: end, next: next, isRun: false, verdict: isHeld ? 2 : 0)
    }

    private mutating func blankLine(at offset: inout Int) -> SentenceEnd? {
        let line = offset
        let next = characters.skippingSpace(line)
        offset = next
        guard next < characters.end, characters.hasBlankLine(in: line..<next) else { return nil }
        var end = line
        while end > found.start {
            let before = characters.before(end)
            guard characters.kind(at: before).kind == .space else { break }
            end = before
        }
        guard end > found.start else { return nil }
        return SentenceEnd(mark: .blankLine, offset: end, end: end, next: next, isRun: false, verdict: 0)
    }
}
