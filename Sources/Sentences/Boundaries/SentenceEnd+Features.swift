extension SentenceEndScan {
    /// Adds what speaks for and against the end of a sentence: the mark, the words around it and their shapes,
    /// brackets, what the passage knows of the words, and what the rules say.
    func addFeatures(of place: SentenceEnd, to buffer: inout FeatureBuffer) {
        let context = SentenceContext(characters, place: place, sentence: found.start, memory: memory)
        context.addWords(to: &buffer)
        context.addCharacters(to: &buffer)
        context.addPlace(to: &buffer)
    }
}

/// What stands around a place where a sentence may end.
private struct SentenceContext {
    private let characters: Characters
    private let place: SentenceEnd
    private let sentence: Int
    /// The run of characters before the mark, the word at its end, and the run before.
    private let chunk: WordView, word: WordView, earlier: WordView
    /// The run of characters after the mark, the word at its beginning, and the run after.
    private let next: WordView, starter: WordView, later: WordView
    /// The mark with what closes after it; the white space after it; what is known of both words.
    private let mark: UInt64, gap: UInt64, facts: UInt64
    private let isFirst: Bool

    /// How far words are looked for on either side.
    private static let reach = 40

    init(_ characters: Characters, place: SentenceEnd, sentence: Int, memory: PassageMemory) {
        self.characters = characters
        self.place = place
        self.sentence = sentence
        let before = Self.chunk(characters, before: place.offset, from: sentence)
        chunk = WordView(characters, before)
        isFirst = before.lowerBound == sentence
        let wordRange = Self.word(characters, before: place.offset, from: before.lowerBound)
        word = WordView(characters, wordRange)
        let end = Self.skipSpace(characters, before: before.lowerBound, from: sentence)
        earlier = WordView(characters, Self.chunk(characters, before: end, from: sentence))
        let after = Self.chunk(characters, after: place.next)
        next = WordView(characters, after)
        let starterRange = Self.word(characters, after: after)
        starter = WordView(characters, starterRange)
        later = WordView(characters, Self.chunk(characters, after: characters.skippingSpace(after.upperBound)))
        let closer = place.end > place.offset + 1 ? UInt64(characters.bytes[place.end - 1]) : 0
        mark = place.mark.rawValue | (place.isRun ? 16 : 0) | closer << 8
        gap = Self.gap(characters, place.end..<place.next)
        let known = memory.facts(characters, at: wordRange) & UInt64(PassageMemory.Fact.stopInside.rawValue)
        facts = memory.facts(characters, at: starterRange) & 3 | known
    }

    /// The features of the words.
    func addWords(to buffer: inout FeatureBuffer) {
        let kind = starter.first.value
        buffer.add(1, mark)
        buffer.add(2, mark, gap)
        buffer.add(3, mark, chunk.lower)
        buffer.add(4, mark, chunk.exact, kind)
        buffer.add(5, mark, word.lower)
        buffer.add(6, mark, chunk.shape)
        buffer.add(7, chunk.shape, next.shape)
        buffer.add(8, word.shape, starter.shape, mark)
        buffer.add(9, next.shape, mark, gap)
        buffer.add(10, starter.exact)
        buffer.add(11, starter.lower, kind)
        buffer.add(12, starter.exact, chunk.shape)
        buffer.add(13, word.lower, starter.exact)
        buffer.add(14, word.lower, starter.shape)
        buffer.add(15, earlier.lower, chunk.shape, kind)
        buffer.add(16, earlier.lower, chunk.lower)
        buffer.add(17, starter.exact, later.lower)
        buffer.add(18, next.exact)
        buffer.add(19, next.shape, later.shape)
        buffer.add(20, TextHash.magnitude(word.count), kind, mark)
        buffer.add(21, word.suffix, kind)
        buffer.add(22, earlier.shape, chunk.shape, next.shape)
    }

    /// The features of the characters around the mark.
    func addCharacters(to buffer: inout FeatureBuffer) {
        var left: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var offset = place.offset
        if let symbol = symbol(before: &offset) {
            left.0 = symbol
            if let symbol = self.symbol(before: &offset) {
                left.1 = symbol
                left.2 = self.symbol(before: &offset) ?? 0
            }
        }
        var right: (UInt64, UInt64, UInt64) = (0, 0, 0)
        offset = place.next
        if let symbol = symbol(after: &offset) {
            right.0 = symbol
            if let symbol = self.symbol(after: &offset) {
                right.1 = symbol
                right.2 = self.symbol(after: &offset) ?? 0
            }
        }
        let near = left.0 << 32 | right.0
        buffer.add(30, near, mark, gap)
        buffer.add(31, near, left.1)
        buffer.add(32, near, right.1)
        buffer.add(33, near, left.1, right.1)
        buffer.add(34, near, left.1 << 32 | left.2)
        buffer.add(35, near, right.1 << 32 | right.2)
    }

    /// The features of the place in its sentence and passage, and the verdict of the rules.
    func addPlace(to buffer: inout FeatureBuffer) {
        let kind = starter.first.value
        let verdict = place.verdict
        let isHeld = verdict & 2
        buffer.add(40, isHeld, kind, mark)
        buffer.add(41, isHeld, chunk.shape, kind)
        buffer.add(42, verdict, mark, gap)
        buffer.add(43, verdict, chunk.lower)
        buffer.add(44, verdict, starter.exact)
        buffer.add(45, verdict, word.shape, starter.shape)
        buffer.add(46, isFirst ? 1 : 0, chunk.shape, kind)
        buffer.add(47, isFirst ? 1 : 0, verdict)
        buffer.add(48, facts, kind, word.shape)
        buffer.add(49, facts, verdict)
        buffer.add(50, TextHash.magnitude(place.offset - sentence), verdict)
        buffer.add(51, facts, word.lower)
    }

    private func symbol(before offset: inout Int) -> UInt64? {
        guard offset > sentence else { return nil }
        offset = characters.before(offset)
        return Symbol.at(offset, of: characters).symbol.value
    }

    private func symbol(after offset: inout Int) -> UInt64? {
        guard offset < characters.end else { return nil }
        let (symbol, _, length) = Symbol.at(offset, of: characters)
        offset += length
        return symbol.value
    }

    /// The characters before an offset back to white space.
    private static func chunk(_ characters: Characters, before end: Int, from limit: Int) -> Range<Int> {
        var start = end
        while start > limit && end - start < reach {
            let place = characters.before(start)
            if characters.kind(at: place).kind == .space { break }
            start = place
        }
        return start..<end
    }

    /// The characters from an offset up to white space.
    private static func chunk(_ characters: Characters, after start: Int) -> Range<Int> {
        var end = start
        while end < characters.end && end - start < reach {
            let (kind, length) = characters.kind(at: end)
            if kind == .space { break }
            end += length
        }
        return start..<end
    }

    private static func skipSpace(_ characters: Characters, before end: Int, from limit: Int) -> Int {
        var start = end
        while start > limit && end - start < reach {
            let place = characters.before(start)
            guard characters.kind(at: place).kind == .space else { break }
            start = place
        }
        return start
    }

    /// The letters and digits before an offset.
    private static func word(_ characters: Characters, before end: Int, from limit: Int) -> Range<Int> {
        var start = end
        while start > limit {
            let place = characters.before(start)
            guard Symbol.at(place, of: characters).symbol.isWord else { break }
            start = place
        }
        return start..<end
    }

    /// The letters and digits at the beginning of a range, opening brackets and quotes aside.
    private static func word(_ characters: Characters, after range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            let (symbol, _, length) = Symbol.at(start, of: characters)
            guard !symbol.isWord else { break }
            start += length
        }
        var end = start
        while end < range.upperBound {
            let (symbol, _, length) = Symbol.at(end, of: characters)
            guard symbol.isWord else { break }
            end += length
        }
        return start..<end
    }

    /// The class of white space: none, one blank, other blanks, with a line end, with a blank line.
    private static func gap(_ characters: Characters, _ range: Range<Int>) -> UInt64 {
        if range.isEmpty { return 0 }
        var lines = 0
        for offset in range where characters.bytes[offset] == UInt8(ascii: "\n") { lines += 1 }
        return lines > 0 ? min(UInt64(lines), 2) + 2 : range.count == 1 ? 1 : 2
    }
}
