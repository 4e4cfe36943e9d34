/// Text as a terminal shows it.
enum TerminalText {
    /// Text without control characters, with which a text could command the terminal; white space becomes a space.
    static func printable(_ text: some StringProtocol) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar.properties.isWhitespace: printable.append(" ")
            case .control: printable.append("\u{FFFD}")
            default: printable.append(scalar)
            }
        }
        return String(printable)
    }

    /// Text in a style (ECMA-48 codes), where there is colour.
    static func style(_ text: String, _ codes: String, _ inColour: Bool) -> String {
        inColour ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    }

    /// Columns that a text takes: none for marks on other characters, two for wide ones (Chinese, Japanese, Korean,
    /// most emoji).
    static func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// Text filled up with spaces on the right to a width in columns.
    static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - width(of: text), 0))
    }

    /// Ranges of wide characters (Unicode Standard Annex 11, the blocks that texts use).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
    ]

    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }
}
