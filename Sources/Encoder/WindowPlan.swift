/// How a sentence too long for the encoder is fed in overlapping windows, so that nothing of it is lost.
///
/// Each window takes whole words; each word is answered for by one window: the one whose centre is nearer, so that a
/// word near a window's edge is read where it has more context. A word longer than the room
/// is fed by its first sub-words, as many as there is room for, and read at the first of them as all words are.
public struct WindowPlan: Sendable, Equatable {
    /// One window.
    public struct Window: Sendable, Equatable {
        /// The words that are fed.
        public var words: Range<Int>
        /// The words that this window answers for; they lie within `words`.
        public var answered: Range<Int>

        /// Makes a window.
        public init(words: Range<Int>, answered: Range<Int>) {
            self.words = words
            self.answered = answered
        }
    }

    /// The windows in order; none when there are no words, one when all words fit.
    public let windows: [Window]
    /// Sub-words that a window may have, special tokens apart.
    public let room: Int

    /// Plans the windows of a sentence.
    ///
    /// - Parameters:
    ///   - wordLengths: the number of sub-words of every word.
    ///   - room: the sub-words a window may have, special tokens apart; at least 1.
    ///   - overlap: the sub-words that neighbours share at most; the last window reaches back as far as its room allows.
    public init(wordLengths: [Int], room: Int, overlap: Int) {
        precondition(room >= 1, "a window has room for a sub-word at least")
        precondition(overlap >= 0, "windows cannot overlap by less than nothing")
        self.room = room
        // Where each word's sub-words start when all words stand in one row, then the number of all.
        var positions = [0]
        positions.reserveCapacity(wordLengths.count + 1)
        for length in wordLengths {
            precondition(length >= 0, "a word cannot have fewer sub-words than none")
            positions.append(positions[positions.count - 1] + min(length, room))
        }
        let ranges = WindowPlan.ranges(positions, room: room, overlap: overlap)
        var windows: [Window] = []
        var first = 0
        for (index, words) in ranges.enumerated() {
            let end =
                index + 1 < ranges.count
                ? WindowPlan.boundary(words, ranges[index + 1], positions) : words.upperBound
            windows.append(Window(words: words, answered: first..<end))
            first = end
        }
        self.windows = windows
    }

    /// The sub-words that are fed of a word of `length` sub-words.
    public func fedLength(_ length: Int) -> Int { min(length, room) }

    /// The words of each window: as many as there is room for, each window reaching further than the one before.
    private static func ranges(_ positions: [Int], room: Int, overlap: Int) -> [Range<Int>] {
        let count = positions.count - 1
        var ranges: [Range<Int>] = []
        var start = 0, end = 0
        while end < count {
            while end < count && positions[end + 1] - positions[start] <= room { end += 1 }
            ranges.append(start..<end)
            guard end < count else { break }
            // The next window starts within this one, as far back as the overlap and the next word's room allow.
            let least = max(positions[end] - overlap, positions[end + 1] - room)
            let current = start
            start = end
            while start - 1 > current && positions[start - 1] >= least { start -= 1 }
        }
        guard ranges.count > 1, let last = ranges.last else { return ranges }
        start = last.lowerBound
        let before = ranges[ranges.count - 2].lowerBound
        while start - 1 > before && positions[count] - positions[start - 1] <= room { start -= 1 }
        ranges[ranges.count - 1] = start..<count
        return ranges
    }

    /// The first word that the second of two neighbours answers for.
    private static func boundary(_ left: Range<Int>, _ right: Range<Int>, _ positions: [Int]) -> Int {
        // Four times the point halfway between the two centres, and four times the middle of a word.
        let halfway = [left.lowerBound, left.upperBound, right.lowerBound, right.upperBound].reduce(0) {
            $0 + positions[$1]
        }
        var word = right.lowerBound
        while word < left.upperBound && 2 * (positions[word] + positions[word + 1]) <= halfway { word += 1 }
        return word
    }
}
