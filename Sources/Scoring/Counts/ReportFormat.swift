/// How reports write numbers and names.
enum ReportFormat {
    /// A percentage rounded to two decimals.
    static func percent(_ percent: Double) -> Double { (percent * 100).rounded() / 100 }

    /// A percentage with exactly two decimals, for people.
    static func decimals(_ percent: Double) -> String {
        let hundredths = Int((percent * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.utf8.count == 1 ? "0" : "")\(fraction)"
    }

    /// A JSON string (RFC 8259, section 7): quotes, backslashes and control characters are escaped.
    static func quoted(_ text: String) -> String {
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
}
