import JSON
import Logging

/// Parts of a line: texts from outside made harmless.
enum LogText {
    /// A text in which everything is escaped that could end a line, move the cursor or turn the direction of writing.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where isUnsafe(scalar): escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A text as one word: as it is when it is one, or else in quotes, in which quotes and backslashes are escaped.
    static func word(_ text: String) -> String {
        let isWord = text.unicodeScalars.allSatisfy { scalar in
            scalar != "\"" && scalar != "=" && scalar != "\\" && !scalar.properties.isWhitespace && !isUnsafe(scalar)
        }
        if isWord, !text.isEmpty { return text }
        var quoted = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return "\"\(escaped(quoted))\""
    }

    /// A JSON string; line separators that only JSON takes for harmless are escaped as well.
    static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in JSONText.quoted(text).unicodeScalars {
            if isUnsafe(scalar), scalar.value <= 0xFFFF {
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }

    /// A value of metadata as text.
    static func flat(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let thing): thing.description
        case .array(let values): "[\(values.map { word(flat($0)) }.joined(separator: " "))]"
        case .dictionary(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\(word($0.key))=\(word(flat($0.value)))" }.joined(separator: " "))}"
        }
    }

    /// A value of metadata as JSON; texts of at most about `limit` bytes.
    static func json(_ value: Logger.MetadataValue, limit: Int) -> String {
        switch value {
        case .string(let text): quoted(LogLine.shortened(text, to: limit))
        case .stringConvertible(let thing): quoted(LogLine.shortened(thing.description, to: limit))
        case .array(let values): "[\(values.map { json($0, limit: limit) }.joined(separator: ","))]"
        case .dictionary(let values):
            "{"
                + values.sorted { $0.key < $1.key }
                .map { "\(quoted($0.key)):\(json($0.value, limit: limit))" }.joined(separator: ",") + "}"
        }
    }

    /// Control characters, line and paragraph separators, and what turns the direction of writing.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
        }
    }
}
