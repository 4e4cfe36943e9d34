import Documents

/// Walks over the places of a sentence where a token may begin though no white space stands there.
struct TokenScan {
    private let characters: Characters
    private var reader: PieceReader
    /// The tokens found so far.
    private(set) var tokens: [TextSpan] = []

    /// Prepares to read sentences of a text.
    init(_ characters: Characters, capacity: Int) {
        self.characters = characters
        reader = PieceReader(characters, capacity: min(capacity, SentenceSpans.longest) / 4)
        tokens.reserveCapacity(capacity / 4)
    }

    /// Reads a sentence. One that is overlong is read in parts.
    ///
    /// - Parameters:
    ///   - buffer: memory for the features.
    ///   - decide: told of a place, by its offset, with its features; says whether a token begins there.
    mutating func run(
        _ sentence: TextSpan, _ buffer: inout FeatureBuffer, decide: (Int, UnsafeBufferPointer<UInt32>) -> Bool
    ) {
        var parts = SentenceSpans(characters, from: sentence.start)
        parts.close(at: sentence.end, next: sentence.end)
        for part in parts.spans {
            reader.read(part.range)
            var rules = WordScan(Characters(characters.bytes, end: part.end), from: part.start)
            rules.run()
            read(&buffer, rules: rules.tokens, decide: decide)
        }
    }

    private mutating func read(
        _ buffer: inout FeatureBuffer, rules: [TextSpan], decide: (Int, UnsafeBufferPointer<UInt32>) -> Bool
    ) {
        guard var start = reader.pieces.first?.start else { return }
        reader.pieces.withUnsafeBufferPointer { pieces in
            var context = PieceContext(pieces)
            var rule = 0
            for number in 1..<max(1, pieces.count) {
                while rule < rules.count && rules[rule].start < pieces[number].start { rule += 1 }
                context.move(to: number, verdict: rule < rules.count && rules[rule].start == pieces[number].start)
                var begins = pieces[number].fate == .begins
                if pieces[number].fate == .open {
                    buffer.removeAll()
                    context.addFeatures(to: &buffer)
                    begins = decide(pieces[number].start, buffer.features)
                }
                if begins {
                    tokens.append(TextSpan(start, pieces[number - 1].end))
                    start = pieces[number].start
                }
                context.take(begins)
            }
            if let last = pieces.last { tokens.append(TextSpan(start, last.end)) }
        }
    }
}
