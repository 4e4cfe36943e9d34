/// What a family of series means.
public struct MetricDescription: Sendable, Equatable {
    /// How a family counts.
    public enum Kind: Sendable, Equatable {
        /// A sum that only grows.
        case counter
        /// A value that goes up and down.
        case gauge
        /// How often a value was at most each of some bounds, in rising order; that of infinity is added.
        case histogram(bounds: [Double])

        /// The word in the exposition.
        var word: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    /// Name of the family; that of a counter ends with `_total`.
    public var name: String
    /// How it counts.
    public var kind: Kind
    /// What it counts, in one sentence.
    public var help: String

    /// Makes a description. A name that Prometheus would refuse is mended.
    public init(_ name: String, _ kind: Kind, help: String) {
        self.name = MetricName.family(name, kind)
        if case .histogram(let bounds) = kind {
            let finite = Set(bounds.filter(\.isFinite)).sorted()
            self.kind = .histogram(bounds: finite)
        } else {
            self.kind = kind
        }
        self.help = help
    }

    /// Bounds for durations of a millisecond to an hour, in seconds.
    public static let durationBounds = [0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600]
}
