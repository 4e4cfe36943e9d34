// The categories of characters as BERT's tokenizer sees them.
//
// Hugging Face's fast tokenizer has the categories of Unicode 8.0 (2015); models were trained with them. So a
// character that came later is a letter here, and the few that changed their category since keep the old one.

extension ScalarRules {
    /// Control and format characters, private use, the replacement character. Tabs and line ends are white space.
    static func isControl(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": return false
        case "\u{FFFD}": return true
        default: break
        }
        switch category {
        case .control, .format, .privateUse: return true
        default: return false
        }
    }

    /// Marks that take no room of their own: what remains of an accent after decomposition.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        category(scalar) == .nonspacingMark
    }

    /// All ASCII characters that are neither letters, digits, white space nor control characters, and category P.
    static func isPunctuation(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
        switch scalar {
        case "!"..."/", ":"..."@", "["..."`", "{"..."~": return true
        default: break
        }
        switch category {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default:
            return false
        }
    }

    /// Chinese characters, the blocks that BERT names; kana and Hangul are letters of words.
    ///
    /// Extension E begins at U+2B820, but the fast tokenizer's block begins 256 characters later, and so does this one.
    static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x2_A6DF, 0x2_A700...0x2_B73F, 0x2_B740...0x2_B81F,
            0x2_B920...0x2_CEAF, 0xF900...0xFAFF, 0x2_F800...0x2_FA1F:
            return true
        default:
            return false
        }
    }

    /// The general category that a character had in Unicode 8.0.
    static func category(_ scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
        switch scalar {
        // Large blocks of one category, so that the table is made sooner.
        case "\u{3400}"..."\u{4DBF}", "\u{4E00}"..."\u{9FFF}", "\u{AC00}"..."\u{D7A3}", "\u{20000}"..."\u{2FFFF}":
            return .otherLetter
        case "\u{E000}"..."\u{F8FF}": return .privateUse
        // Large blocks of one category, so that the table is made sooner.
        case "\u{3400}"..."\u{4DBF}", "\u{4E00}"..."\u{9FFF}", "\u{AC00}"..."\u{D7A3}", "\u{20000}"..."\u{2FFFF}":
            return .otherLetter
        case "\u{E000}"..."\u{F8FF}": return .privateUse
        // Those that have changed.
        case "\u{166D}", "\u{111C9}": return .otherPunctuation
        case "\u{1734}", "\u{1171E}": return .nonspacingMark
        case "\u{1885}", "\u{1886}": return .otherLetter
        case "\u{A9BD}": return .spacingMark
        default: break
        }
        guard let age = scalar.properties.age, age.major <= 8 else { return .unassigned }
        return scalar.properties.generalCategory
    }
}
