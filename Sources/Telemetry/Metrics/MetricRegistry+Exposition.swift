extension MetricRegistry {
    /// The media type of ``exposition``.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Every family in Prometheus' text format, version 0.0.4: families by name, series by their labels.
    ///
    /// Of a described family without series only its help and kind are there.
    public var exposition: String {
        sorted.map(Self.lines(of:)).joined()
    }

    private static func lines(of family: Family) -> String {
        let name = family.description.name
        var lines = "# HELP \(name) \(escaped(family.description.help, quotes: false))\n"
        lines += "# TYPE \(name) \(family.description.kind.word)\n"
        for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
            switch series {
            case .counter(let counter): lines += line(name, labels, counter.value)
            case .gauge(let gauge): lines += line(name, labels, gauge.value)
            case .histogram(let histogram):
                let counts = histogram.snapshot
                for bucket in counts.buckets {
                    lines += line(name + "_bucket", labels, Double(bucket.cumulative), bound: bucket.bound)
                }
                lines += line(name + "_bucket", labels, Double(counts.count), bound: .infinity)
                lines += line(name + "_sum", labels, counts.sum)
                lines += line(name + "_count", labels, Double(counts.count))
            }
        }
        return lines
    }

    private static func line(_ name: String, _ labels: MetricLabels, _ value: Double, bound: Double? = nil) -> String {
        var pairs = labels.pairs.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
        if let bound { pairs.append("le=\"\(number(bound))\"") }
        return name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(number(value))\n"
    }

    /// A text with backslashes and line feeds escaped, in a label's value quotes too.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A number as Go reads it; a whole one without a point.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), value.magnitude < 0x1p53 { return String(Int64(value)) }
        return "\(value)"
    }
}
