/// Parts of JSON as text.
public enum JSONText {
    /// A string (RFC 8259, section 7): quotes, backslashes and control characters are escaped.
    public static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<"\u{20}":
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A number; null for one that JSON cannot write.
    public static func number(_ number: Double) -> String { number.isFinite ? "\(number)" : "null" }
}
