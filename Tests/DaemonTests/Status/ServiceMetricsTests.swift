import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Daemon

@Suite("Metrics of a service")
struct ServiceMetricsTests {
    /// The value of a line that begins with a series.
    private func value(_ series: String, in text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(series + " ") }.flatMap {
            Double($0.dropFirst(series.count + 1))
        }
    }

    @Test("a status is seen whole")
    func status() {
        let metrics = ServiceMetrics()
        metrics.countError(kind: "checksum")
        metrics.recordFile(seconds: 70)
        let text = metrics.exposition(of: Specimen.busy())
        #expect(value("syntag_files{state=\"done\"}", in: text) == 1328)
        #expect(value("syntag_files{state=\"quarantined\"}", in: text) == 2)
        #expect(value("syntag_citations_total", in: text) == 39_812_455)
        #expect(value("syntag_citations_taken_over_total", in: text) == 11_771)
        #expect(value("syntag_citations_failed_total", in: text) == 3)
        #expect(value("syntag_deletions_total", in: text) == 214)
        #expect(value("syntag_stage_items_total{stage=\"entities\"}", in: text) == 421)
        #expect(value("syntag_stage_busy_seconds_total{stage=\"entities\"}", in: text) == 1570)
        #expect(value("syntag_stage_starved_seconds_total{stage=\"sink\"}", in: text) == 784)
        #expect(value("syntag_stage_blocked_seconds_total{stage=\"source\"}", in: text) == 770)
        #expect(value("syntag_queue_depth{stage=\"entities\"}", in: text) == 1)
        #expect(value("syntag_queue_capacity{stage=\"entities\"}", in: text) == 8)
        #expect(value("syntag_queue_capacity{stage=\"sink\"}", in: text) == nil)
        #expect(value("syntag_errors_total{kind=\"checksum\"}", in: text) == 1)
        #expect(value("syntag_file_seconds_bucket{le=\"60\"}", in: text) == 0)
        #expect(value("syntag_file_seconds_bucket{le=\"300\"}", in: text) == 1)
        #expect(value("syntag_state{state=\"running\"}", in: text) == 1)
        #expect(value("syntag_state{state=\"draining\"}", in: text) == 0)
        let digest = String(repeating: "0b17c3e2", count: 8)
        #expect(
            value("syntag_build_info{digest=\"\(digest)\",model=\"syntag-sentences\",version=\"0.1.0\"}", in: text) == 1
        )
    }

    @Test("counters of stages go on over the files, and never down")
    func totals() throws {
        let totals = StageTotals()
        var items = 0
        func observe(_ count: Int, run: Int) {
            for stage in totals.observe(
                [Specimen.stage("a", items: count, busy: Double(count), starved: 0, blocked: 0)], run: run)
            {
                items += stage.items
                #expect(stage.items >= 0 && stage.busySeconds >= 0)
            }
        }
        observe(5, run: 1)
        observe(5, run: 1)
        observe(9, run: 1)
        // A status that was made before the last one comes late.
        observe(7, run: 1)
        #expect(items == 9)
        observe(10, run: 1)
        #expect(items == 10)
        observe(4, run: 2)
        #expect(items == 14)
        observe(10, run: 1)
        #expect(items == 14)
        observe(6, run: 2)
        #expect(items == 16)
    }

    @Test("queues and models of before are gone when they are gone")
    func stale() {
        let metrics = ServiceMetrics()
        _ = metrics.exposition(of: Specimen.busy())
        var idle = Specimen.busy()
        idle.current = nil
        idle.models = []
        let text = metrics.exposition(of: idle)
        #expect(!text.contains("syntag_queue_depth{"))
        #expect(!text.contains("minilm"))
        #expect(value("syntag_stage_items_total{stage=\"entities\"}", in: text) == 421)
        #expect(value("syntag_build_info{digest=\"\",model=\"\",version=\"0.1.0\"}", in: text) == 1)
    }

    @Test(
        "promtool finds nothing to complain of",
        .enabled(if: Program.find("promtool") != nil, "promtool is not here; it is in Debian's package prometheus"))
    func promtool() throws {
        let metrics = ServiceMetrics()
        metrics.countError(kind: "checksum")
        metrics.recordFile(seconds: 12)
        let folder = try TemporaryDirectory()
        let file = try folder.write(
            Data(metrics.exposition(of: Specimen.busy(file: Specimen.hostile)).utf8), to: "metrics")
        let tool = try #require(Program.find("promtool"))
        let result = try Program.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", "'\(tool.path)' check metrics < '\(file)'"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.errors.isEmpty && result.output.isEmpty, "\(result.output)\(result.errors)")
    }
}
