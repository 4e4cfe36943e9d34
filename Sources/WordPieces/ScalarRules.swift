/// What BERT's normaliser and pre-tokenizer do with each character: drop it, split at it, keep it or replace it.
///
/// The steps, in their order: control characters are dropped; white space separates words; Chinese characters stand
/// alone; with accents stripped, characters are decomposed canonically and their marks (category Mn) dropped;
/// letters are lower-cased one by one; punctuation stands alone. All of them look at one character at a time, so one
/// table made beforehand holds their outcome.
struct ScalarRules: Sendable {
    /// The outcome for a character.
    enum Rule: Equatable {
        /// It leaves no trace; the characters around it stay in one word.
        case dropped
        /// It separates words.
        case space
        /// It is a letter of a word, as it is.
        case letter
        /// It is a word of its own, as it is.
        case alone
        /// It becomes the scalars with these numbers in `replacements`, a word of its own where `alone`.
        case replaced(by: Range<Int>, alone: Bool)
    }

    /// The scalars that take the place of others.
    private(set) var replacements: [Unicode.Scalar] = []
    /// The rules of ASCII characters: for letters of words the byte that takes their place, else `Outcome`.
    private(set) var ascii = [UInt8](repeating: 0, count: 128)
    /// The packed rules of all scalars under `tableEnd`.
    private var table = [UInt32](repeating: 0, count: Int(Self.tableEnd))
    private let stripsAccents: Bool
    private let lowercases: Bool

    /// Outcomes in `ascii` that are no letters: bytes that no letter of a word has.
    enum Outcome {
        static let dropped: UInt8 = 0
        static let space: UInt8 = 0x20
        static let alone: UInt8 = 0x80
    }

    /// All characters with a decomposition or a lower case are under it, and nearly all that texts hold.
    private static let tableEnd: UInt32 = 0x3_0000

    /// Makes the table; it takes some hundredths of a second.
    init(lowercase: Bool, stripAccents: Bool) {
        lowercases = lowercase
        stripsAccents = stripAccents
        let decompositions = stripAccents ? Self.canonicalDecompositions() : [:]
        for value in 0..<Self.tableEnd {
            guard let scalar = Unicode.Scalar(value) else { continue }
            table[Int(value)] = pack(makeRule(scalar, decomposition: decompositions[scalar]))
        }
        for value in UInt8(0)..<128 {
            switch rule(Unicode.Scalar(value)) {
            case .dropped: ascii[Int(value)] = Outcome.dropped
            case .space: ascii[Int(value)] = Outcome.space
            case .alone: ascii[Int(value)] = Outcome.alone
            case .letter: ascii[Int(value)] = value
            case .replaced(let range, _): ascii[Int(value)] = UInt8(ascii: replacements[range.lowerBound])
            }
        }
    }

    /// The rule of a character.
    func rule(_ scalar: Unicode.Scalar) -> Rule {
        scalar.value < Self.tableEnd ? unpack(table[Int(scalar.value)]) : Self.plainRule(scalar, strip: stripsAccents)
    }
}

extension ScalarRules {
    private mutating func makeRule(_ scalar: Unicode.Scalar, decomposition: [Unicode.Scalar]?) -> Rule {
        let plain = Self.plainRule(scalar, strip: stripsAccents && decomposition == nil)
        if plain == .dropped || plain == .space { return plain }
        if decomposition == nil && !(lowercases && scalar.properties.changesWhenLowercased) { return plain }
        var result = decomposition ?? [scalar]
        if stripsAccents { result.removeAll { Self.isMark($0) } }
        if lowercases && result.contains(where: \.properties.changesWhenLowercased) {
            result = result.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
        }
        if result.count == 1 && result[0] == scalar { return plain }
        if result.isEmpty { return .dropped }
        let first = replacements.count
        replacements += result
        let alone = Self.isChinese(scalar) || result.allSatisfy { Self.isPunctuation($0, Self.category($0)) }
        return .replaced(by: first..<replacements.count, alone: alone)
    }

    /// The rule of a character that is neither decomposed nor lower-cased.
    private static func plainRule(_ scalar: Unicode.Scalar, strip: Bool) -> Rule {
        let category = category(scalar)
        if isControl(scalar, category) { return .dropped }
        if category != .otherLetter && scalar.properties.isWhitespace { return .space }
        if strip && category == .nonspacingMark { return .dropped }
        return isChinese(scalar) || isPunctuation(scalar, category) ? .alone : .letter
    }

    // Packing: the low three bits are the case, then 5 bits number the replacements, the rest is the first of them.

    private func pack(_ rule: Rule) -> UInt32 {
        switch rule {
        case .letter: 0
        case .dropped: 1
        case .space: 2
        case .alone: 3
        case .replaced(let range, let alone):
            UInt32(range.lowerBound) << 8 | UInt32(range.count) << 3 | (alone ? 5 : 4)
        }
    }

    private func unpack(_ packed: UInt32) -> Rule {
        switch packed & 7 {
        case 0: return .letter
        case 1: return .dropped
        case 2: return .space
        case 3: return .alone
        case let code:
            let first = Int(packed >> 8)
            return .replaced(by: first..<first + Int(packed >> 3 & 31), alone: code == 5)
        }
    }
}
