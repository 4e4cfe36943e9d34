import Foundation

/// Numbers and times of a status as people read them.
enum StatusNumbers {
    /// "12,345".
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A number with its noun: "1 file", "2 files".
    static func count(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

    /// "9.4"; whole from a hundred on.
    static func decimal(_ number: Double) -> String {
        guard number.isFinite else { return "–" }
        if number.magnitude >= 99.95 { return count(Int(min(number, 1e15).rounded())) }
        let tenths = Int((number.magnitude * 10).rounded())
        return "\(number < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
    }

    /// "34%"; only what is whole has 100%.
    static func share(_ part: Double) -> String {
        guard part.isFinite else { return "–" }
        let rounded = Int((min(max(part, 0), 1) * 100).rounded())
        return "\(part < 1 ? min(rounded, 99) : rounded)%"
    }

    /// "45 s", "12 min", "3 h 20 min", "2 days 4 h".
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "–" }
        let whole = Int(max(min(seconds, 1e12), 0).rounded())
        switch whole {
        case ..<90: return "\(whole) s"
        case ..<5400: return "\((whole + 30) / 60) min"
        case ..<172_800: return "\(whole / 3600) h \(whole / 60 % 60) min"
        default: return "\(whole / 86_400) days \(whole / 3600 % 24) h"
        }
    }

    /// A moment, in UTC.
    static func time(_ moment: Date) -> String {
        let machine = moment.formatted(.iso8601)
        let person = machine.replacingOccurrences(of: "T", with: " ").replacingOccurrences(of: "Z", with: " UTC")
        return "<time datetime=\"\(machine)\">\(person)</time>"
    }
}
