/// Texts from outside as HTML.
enum HTMLText {
    /// A text for the content of an element or a quoted attribute: nothing in it is markup, and what cannot be seen is
    /// shown as U+FFFD.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t", "\r": escaped += " "
            case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A file's name: in a fixed width, its direction of writing kept to itself.
    static func file(_ name: String) -> String { "<bdi class=\"file\">\(escaped(name))</bdi>" }
}
