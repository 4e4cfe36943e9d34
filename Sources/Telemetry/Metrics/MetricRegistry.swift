import Synchronization

/// The metrics of a process: families of series, each made when it is first asked for.
///
/// It is a backend of swift-metrics (`MetricsFactory`) and hands out its own series too. A name that is used for two kinds
/// belongs to the first; a series of the other counts, and is not exposed.
public final class MetricRegistry: Sendable {
    /// A series of any kind.
    enum Series: Sendable {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)

        init(_ kind: MetricDescription.Kind) {
            switch kind {
            case .counter: self = .counter(CounterSeries())
            case .gauge: self = .gauge(GaugeSeries())
            case .histogram(let bounds): self = .histogram(HistogramSeries(bounds: bounds))
            }
        }

        var object: AnyObject {
            switch self {
            case .counter(let series): series
            case .gauge(let series): series
            case .histogram(let series): series
            }
        }
    }

    /// Series of one name, with what they mean.
    struct Family: Sendable {
        var description: MetricDescription
        var series: [MetricLabels: Series] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    /// Makes a registry that knows what some families mean; they are exposed even while they have no series.
    public init(_ descriptions: [MetricDescription] = []) {
        families.withLock { families in
            for description in descriptions { families[description.name] = Family(description: description) }
        }
    }

    /// The series of a counter.
    public func counter(_ name: String, _ labels: [(String, String)] = []) -> CounterSeries {
        if case .counter(let series) = series(name, labels, .counter) { series } else { CounterSeries() }
    }

    /// The series of a gauge.
    public func gauge(_ name: String, _ labels: [(String, String)] = []) -> GaugeSeries {
        if case .gauge(let series) = series(name, labels, .gauge) { series } else { GaugeSeries() }
    }

    /// The series of a histogram; with the bounds of its description where it has one.
    public func histogram(
        _ name: String, _ labels: [(String, String)] = [], bounds: [Double] = MetricDescription.durationBounds
    ) -> HistogramSeries {
        let kind = MetricDescription.Kind.histogram(bounds: bounds)
        if case .histogram(let series) = series(name, labels, kind) { return series }
        return HistogramSeries(bounds: bounds)
    }

    /// Removes every series of a family, and keeps what it means.
    public func removeSeries(of name: String) {
        families.withLock { $0[name]?.series = [:] }
    }

    /// Removes a series that was handed out.
    func remove(_ series: AnyObject) {
        families.withLock { families in
            for name in families.keys {
                guard let labels = families[name]?.series.first(where: { $0.value.object === series })?.key else {
                    continue
                }
                families[name]?.series[labels] = nil
            }
        }
    }

    /// Every family, by name.
    var sorted: [Family] {
        families.withLock { $0.values.sorted { $0.description.name < $1.description.name } }
    }

    private func series(_ name: String, _ labels: [(String, String)], _ kind: MetricDescription.Kind) -> Series {
        let name = MetricName.family(name, kind)
        let labels = MetricLabels(labels)
        return families.withLock { families in
            let undescribed = MetricDescription(name, kind, help: "Not described.")
            var family = families[name] ?? Family(description: undescribed)
            if let known = family.series[labels] { return known }
            let series = Series(family.description.kind)
            family.series[labels] = series
            families[name] = family
            return series
        }
    }
}
