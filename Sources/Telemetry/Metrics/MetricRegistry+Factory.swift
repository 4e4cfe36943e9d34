public import CoreMetrics

extension MetricRegistry: MetricsFactory {
    /// The series of a counter of whole numbers.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    /// The series of a counter of any numbers.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    /// The series of a gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    /// The series of a histogram, or of a gauge where only the last value counts.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { histogram(label, dimensions) } else { gauge(label, dimensions) }
    }

    /// The series of a histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label.hasSuffix("seconds") ? label : label + "_seconds", dimensions)
    }

    /// Removes a series.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    /// Removes a series.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }

    /// Removes a series.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    /// Removes a series.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    /// Removes a series.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
