/// Where a sentence that is too long to be parsed whole is cut.
enum SentenceCut {
    /// The pieces of a sentence of `count` words: one where it has at most `limit` words.
    ///
    /// A longer one is cut behind its strongest mark, of equally strong ones that nearest to its middle, and no further
    /// from the middle than a quarter of its words; then its parts likewise. So the pieces are long enough to be parsed
    /// well, and the time is that of a sort.
    ///
    /// - Parameter strength: how well the sentence can be cut behind a word: 0 not at all, but if need be.
    static func pieces(count: Int, limit: Int, strength: (Int) -> Int) -> [Range<Int>] {
        precondition(limit > 0, "a piece has a word")
        var pieces: [Range<Int>] = []
        var open = [0..<count]
        while let range = open.popLast() {
            if range.count <= limit {
                pieces.append(range)
            } else {
                let place = place(in: range, strength: strength)
                open.append(place..<range.upperBound)
                open.append(range.lowerBound..<place)
            }
        }
        return pieces
    }

    /// The word that the second part begins with.
    private static func place(in range: Range<Int>, strength: (Int) -> Int) -> Int {
        let margin = max(range.count / 4, 1)
        var best = range.lowerBound + range.count / 2
        var greatest = (strength(best - 1), 0)
        for place in range.lowerBound + margin...range.upperBound - margin {
            let found = (strength(place - 1), -abs(2 * place - range.lowerBound - range.upperBound))
            if found > greatest {
                greatest = found
                best = place
            }
        }
        return best
    }

    /// How well a sentence can be cut behind a word that is nothing but this mark.
    static func strength(of word: some Collection<UInt8>) -> Int {
        guard word.count == 1, let mark = word.first else { return 0 }
        switch mark {
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): return 4
        case UInt8(ascii: ";"): return 3
        case UInt8(ascii: ":"): return 2
        case UInt8(ascii: ","): return 1
        default: return 0
        }
    }
}
