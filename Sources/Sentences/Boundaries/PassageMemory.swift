/// What a passage tells about its own words, whatever the order it says it in: which are written small, which with a
/// capital inside a sentence, and after which a full stop ends nothing.
///
/// It knows words by their hashes, in a table of about as many bytes as the passage, so two words may be taken for one,
/// rarely. Only ASCII letters are read.
struct PassageMemory {
    /// What may be known of a word; a bit each.
    enum Fact: UInt8 {
        case small = 1
        case capitalInside = 2
        case stopInside = 4
    }

    private var table: [UInt8]
    private let mask: Int

    /// Reads a passage once.
    init(_ characters: Characters, from start: Int) {
        var size = 64
        while size < characters.end - start { size *= 2 }
        table = [UInt8](repeating: 0, count: size)
        mask = size - 1
        read(characters, from: start)
    }

    private mutating func read(_ characters: Characters, from start: Int) {
        var offset = start
        // Whether only commas and spaces stand between this word and the one before.
        var continues = false
        while offset < characters.end {
            guard Self.isLetter(characters.bytes[offset]) else {
                switch characters.bytes[offset] {
                case 0x20, UInt8(ascii: ","): break
                default: continues = false
                }
                offset += 1
                continue
            }
            let isCapital = characters.bytes[offset] < 0x61
            var hash: UInt64 = 0
            while offset < characters.end, Self.isLetter(characters.bytes[offset]) {
                hash = TextHash.step(hash, characters.bytes[offset] | 0x20)
                offset += 1
            }
            if !isCapital { note(.small, of: hash) } else if continues { note(.capitalInside, of: hash) }
            if characters.byte(offset) == UInt8(ascii: "."), goesOn(characters, after: offset) {
                note(.stopInside, of: hash)
            }
            continues = true
        }
    }

    /// Whether a small letter or a mark that ends nothing follows the full stop at an offset.
    private func goesOn(_ characters: Characters, after stop: Int) -> Bool {
        let next = characters.byte(stop + 1) == 0x20 ? characters.byte(stop + 2) : characters.byte(stop + 1)
        return (next >= 0x61 && next <= 0x7A) || next == UInt8(ascii: ",") || next == UInt8(ascii: ";")
    }

    /// What is known of the letters at the beginning of a range: a set of `Fact`s.
    func facts(_ characters: Characters, at range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0
        var offset = range.lowerBound
        while offset < range.upperBound, Self.isLetter(characters.bytes[offset]) {
            hash = TextHash.step(hash, characters.bytes[offset] | 0x20)
            offset += 1
        }
        return hash == 0 ? 0 : UInt64(table[slot(of: hash)])
    }

    private mutating func note(_ fact: Fact, of hash: UInt64) { table[slot(of: hash)] |= fact.rawValue }

    private func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
