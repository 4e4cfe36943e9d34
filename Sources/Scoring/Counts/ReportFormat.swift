/// How reports write numbers.
enum ReportFormat {
    /// A percentage rounded to two decimals.
    static func percent(_ percent: Double) -> Double { (percent * 100).rounded() / 100 }

    /// A percentage with exactly two decimals, for people.
    static func decimals(_ percent: Double) -> String {
        let hundredths = Int((percent * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.utf8.count == 1 ? "0" : "")\(fraction)"
    }
}
