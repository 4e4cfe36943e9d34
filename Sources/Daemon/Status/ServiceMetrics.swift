import CoreMetrics
import Synchronization
public import Telemetry

/// The metrics of a service.
///
/// Most are read off ``ServiceStatus`` when they are asked for, so that page, status and metrics never disagree; only what
/// a status does not hold is counted here.
public final class ServiceMetrics: Sendable {
    /// Where the metrics are; a backend for `MetricsSystem.bootstrap` as well.
    public let registry = MetricRegistry(ServiceMetrics.descriptions + ProcessMetrics.descriptions)
    private let totals = StageTotals()
    /// One exposition at a time: none shows what another is about to set.
    private let turn = Mutex<Void>(())

    /// Makes metrics at zero.
    public init() {}

    /// Counts an error by its kind: one lower-case word of a fixed set, never a text from outside.
    public func countError(kind: String) {
        registry.counter("syntag_errors_total", [("kind", kind)]).increment(by: Int64(1))
    }

    /// Counts a file that was annotated, with the seconds that it took.
    public func recordFile(seconds: Double) {
        registry.histogram("syntag_file_seconds").record(seconds)
    }

    /// Takes the counters of stages. To be called with the last ones when a run ends; those in between come from the status.
    public func observe(_ stages: [ServiceStatus.Stage], run: Int) {
        for stage in totals.observe(stages, run: run) {
            let labels = [("stage", stage.name)]
            registry.counter("syntag_stage_items_total", labels).increment(by: Int64(stage.items))
            registry.counter("syntag_stage_busy_seconds_total", labels).increment(by: stage.busySeconds)
            registry.counter("syntag_stage_starved_seconds_total", labels).increment(by: stage.starvedSeconds)
            registry.counter("syntag_stage_blocked_seconds_total", labels).increment(by: stage.blockedSeconds)
        }
    }

    /// Everything in Prometheus' text format, with what a status says.
    public func exposition(of status: ServiceStatus) -> String {
        turn.withLock { _ in
            update(from: status)
            ProcessMetrics.update(registry)
            return registry.exposition
        }
    }

    private func update(from status: ServiceStatus) {
        if let current = status.current { observe(current.stages, run: current.run) }
        registry.removeSeries(of: "syntag_queue_depth")
        registry.removeSeries(of: "syntag_queue_capacity")
        for stage in status.current?.stages ?? [] where stage.queueCapacity > 0 {
            registry.gauge("syntag_queue_depth", [("stage", stage.name)]).set(Int64(stage.queueDepth))
            registry.gauge("syntag_queue_capacity", [("stage", stage.name)]).set(Int64(stage.queueCapacity))
        }
        for (state, count) in status.files.byState {
            registry.gauge("syntag_files", [("state", state)]).set(Int64(count))
        }
        for state in ServiceStatus.State.allCases {
            registry.gauge("syntag_state", [("state", state.rawValue)]).set(Int64(state == status.state ? 1 : 0))
        }
        registry.counter("syntag_citations_total").raise(to: Double(status.totals.citations))
        registry.counter("syntag_citations_taken_over_total").raise(to: Double(status.totals.takenOver))
        registry.counter("syntag_citations_failed_total").raise(to: Double(status.totals.failed))
        registry.counter("syntag_deletions_total").raise(to: Double(status.totals.deleted))
        registry.removeSeries(of: "syntag_build_info")
        for model in status.models.isEmpty ? [.init(name: "", digest: "")] : status.models {
            let labels = [("version", status.version), ("model", model.name), ("digest", model.digest)]
            registry.gauge("syntag_build_info", labels).set(Int64(1))
        }
    }
}
