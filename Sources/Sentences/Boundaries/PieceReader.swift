import Documents

/// Takes a sentence apart into pieces, and applies the rules that no data teach.
///
/// Web addresses stay whole, and so do long rows of one mark and what low lines join; "cannot" and "don't" are two
/// tokens, and so is a word with the comma behind it.
struct PieceReader {
    /// A row of equal marks longer than this is one token.
    static let longestRow = 8

    private let characters: Characters
    /// The pieces found so far.
    private(set) var pieces: [Piece] = []
    /// Numbers of the brackets that are open in the present run of characters.
    private var opened: [Int] = []
    private var isFirst = true
    private var run = 0

    /// Prepares to read; `capacity` is about the number of pieces there will be.
    init(_ characters: Characters, capacity: Int) {
        self.characters = characters
        pieces.reserveCapacity(capacity)
    }

    /// Reads a sentence in place of the one before.
    mutating func read(_ sentence: Range<Int>) {
        pieces.removeAll(keepingCapacity: true)
        opened.removeAll(keepingCapacity: true)
        isFirst = true
        run = 0
        var offset = sentence.lowerBound
        var address = offset
        while offset < sentence.upperBound {
            let (kind, length) = characters.kind(at: offset)
            if kind == .space {
                offset += length
                isFirst = true
                continue
            }
            if isFirst {
                opened.removeAll(keepingCapacity: true)
                run = pieces.count
            }
            let isInside = offset < address
            if kind == .punctuation {
                offset = readMark(at: offset, length: length, limit: sentence.upperBound, isInside: isInside)
            } else {
                if !isInside, let end = WebAddress.end(characters, at: offset) {
                    address = min(end, sentence.upperBound)
                }
                offset = readWord(at: offset, limit: sentence.upperBound, isInside: isInside)
            }
            isFirst = false
        }
    }

    private mutating func append(_ range: Range<Int>, isWord: Bool, fate: Piece.Fate) {
        pieces.append(Piece(characters, range, isWord: isWord, isFirst: isFirst, fate: fate))
        isFirst = false
    }

    /// Appends a mark, or a long row of one mark; returns where it ends.
    private mutating func readMark(at offset: Int, length: Int, limit: Int, isInside: Bool) -> Int {
        var end = skippingJoiners(offset + length, limit: limit)
        let byte = characters.bytes[offset]
        if length == 1 && end == offset + 1 {
            while end < limit && characters.bytes[end] == byte { end += 1 }
            if end - offset <= Self.longestRow { end = offset + 1 }
        }
        // Commas and semicolons at the end of a run of characters belong to the sentence, whatever stands before them.
        let isPause = byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
        let isLast = end == limit || characters.kind(at: end).kind == .space
        let begins = (isPause && isLast) || isTolerance(at: offset)
        append(offset..<end, isWord: false, fate: isInside ? .goesOn : begins ? .begins : .open)
        match(byte)
        return end
    }

    /// Whether the sign "+/-" begins behind a number, which is no charge: "26.9+/-4.0".
    private func isTolerance(at offset: Int) -> Bool {
        guard characters.bytes[offset] == UInt8(ascii: "+"), characters.byte(offset + 1) == UInt8(ascii: "/"),
            characters.byte(offset + 2) == UInt8(ascii: "-")
        else { return false }
        return pieces.last?.view.last == .digit
    }

    /// Matches a bracket with the one that it closes.
    private mutating func match(_ byte: UInt8) {
        let number = pieces.count - 1
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            pieces[number].closing = .alone
            opened.append(number)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            pieces[number].closing = .alone
            guard let open = opened.last, characters.bytes[pieces[open].start] == Self.opener(of: byte) else { return }
            opened.removeLast()
            let closing = open == run ? Piece.Closing.outer : .inner
            pieces[open].closing = closing
            pieces[number].closing = closing
        default: return
        }
    }

    private static func opener(of byte: UInt8) -> UInt8 {
        byte == UInt8(ascii: ")")
            ? UInt8(ascii: "(") : byte == UInt8(ascii: "]") ? UInt8(ascii: "[") : UInt8(ascii: "{")
    }

    /// Appends letters and digits, or the two tokens that they make; returns where they end.
    private mutating func readWord(at offset: Int, limit: Int, isInside: Bool) -> Int {
        var end = offset
        while end < limit {
            let (kind, length) = characters.kind(at: end)
            if kind == .space || (kind == .punctuation && !joins(end, from: offset)) { break }
            end += length
        }
        guard !isInside, let (first, second) = Contractions.split(characters, offset..<end), second.end <= limit,
            !first.isEmpty
        else {
            append(offset..<end, isWord: true, fate: isInside ? .goesOn : .open)
            return end
        }
        append(first.range, isWord: true, fate: .open)
        append(second.range, isWord: true, fate: .begins)
        return second.end
    }

    /// Whether a low line stands between two letters or digits: "NM_145224".
    private func joins(_ place: Int, from start: Int) -> Bool {
        guard characters.bytes[place] == UInt8(ascii: "_"), place > start, place + 1 < characters.end else {
            return false
        }
        return Symbol.at(place + 1, of: characters).symbol.isWord
    }

    private func skippingJoiners(_ offset: Int, limit: Int) -> Int {
        var end = offset
        while end < limit {
            let (kind, length) = characters.kind(at: end)
            guard kind == .mark else { break }
            end += length
        }
        return end
    }
}
