/// Names as Prometheus takes them.
enum MetricName {
    /// A family's name: letters, digits, underscores and colons, with the suffix of its kind.
    static func family(_ name: String, _ kind: MetricDescription.Kind) -> String {
        let name = mended(name, alsoTakes: ":")
        return kind == .counter && !name.hasSuffix("_total") ? name + "_total" : name
    }

    /// A label's name: letters, digits and underscores; not `le`, which is a histogram's own, nor a reserved `__` one.
    static func label(_ name: String) -> String {
        let name = mended(name, alsoTakes: "_")
        if name == "le" || name == "quantile" { return name + "_" }
        return name.hasPrefix("__") ? "label" + name : name
    }

    private static func mended(_ name: String, alsoTakes extra: Unicode.Scalar) -> String {
        var mended = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_", extra: mended.append(scalar)
            case "0"..."9":
                if mended.isEmpty { mended.append("_") }
                mended.append(scalar)
            default: mended.append("_")
            }
        }
        return mended.isEmpty ? "_" : String(mended)
    }
}

/// The labels of a series: mended names in alphabetical order, each once.
struct MetricLabels: Hashable, Comparable {
    let pairs: [Pair]

    /// A label.
    struct Pair: Hashable {
        let name: String
        let value: String
    }

    init(_ dimensions: [(String, String)]) {
        let values = Dictionary(dimensions.map { (MetricName.label($0), $1) }) { $1 }
        pairs = values.sorted { $0.key < $1.key }.map { Pair(name: $0, value: $1) }
    }

    static func < (left: MetricLabels, right: MetricLabels) -> Bool {
        left.pairs.lexicographicallyPrecedes(right.pairs) { ($0.name, $0.value) < ($1.name, $1.value) }
    }
}
