/// Scores as text.
enum Percent {
    /// A score in percent with two places.
    static func text(_ score: Double) -> String {
        let hundredths = Int((score.magnitude * 100).rounded())
        let fraction = hundredths % 100
        return "\(score < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
