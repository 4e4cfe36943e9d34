import CoreMetrics
import Dispatch
import Foundation
import TestSupport
import Testing

@testable import Telemetry

@Suite("Metrics")
struct MetricRegistryTests {
    @Test("the exposition is exact: help, type, labels, stable order")
    func exact() {
        let registry = MetricRegistry([
            MetricDescription("b_total", .counter, help: "Second.\nA \\ and a \"quote\"."),
            MetricDescription("a_seconds", .histogram(bounds: [2, 0.5]), help: "First."),
            MetricDescription("c", .gauge, help: "Third."),
        ])
        registry.counter("b_total", [("stage", "x"), ("kind", "k")]).increment(by: 2.5)
        registry.counter("b_total", [("stage", "a\"b\\c\nd"), ("kind", "j")]).increment(by: Int64(3))
        for value in [0.5, 0.6, 9.0] { registry.histogram("a_seconds").record(value) }
        registry.gauge("c").set(-1e-7)
        #expect(
            registry.exposition == #"""
                # HELP a_seconds First.
                # TYPE a_seconds histogram
                a_seconds_bucket{le="0.5"} 1
                a_seconds_bucket{le="2"} 2
                a_seconds_bucket{le="+Inf"} 3
                a_seconds_sum 10.1
                a_seconds_count 3
                # HELP b_total Second.\nA \\ and a "quote".
                # TYPE b_total counter
                b_total{kind="j",stage="a\"b\\c\nd"} 3
                b_total{kind="k",stage="x"} 2.5
                # HELP c Third.
                # TYPE c gauge
                c -1e-07

                """#)
    }

    @Test("what a strict reader reads is what was counted, whatever the labels hold")
    func roundTrip() throws {
        let registry = MetricRegistry()
        let hostile = ["", "\n", "\\", "\"", "\\n", "}", "{a=\"b\"} 1", "é\u{2028}", "a,b=\"c"]
        for (number, text) in hostile.enumerated() {
            Counter(label: "errors", dimensions: [("kind", text)], factory: registry).increment(by: number + 1)
        }
        let read = try Exposition(registry.exposition)
        for (number, text) in hostile.enumerated() {
            #expect(read.value("errors_total", ["kind": text]) == Double(number + 1))
        }
        #expect(read.families["errors_total"]?.kind == "counter")
    }

    @Test("names that Prometheus refuses are mended")
    func names() throws {
        let registry = MetricRegistry()
        Counter(label: "http.requests-µ", dimensions: [("le", "1"), ("__x", "2"), ("9 lives", "3")], factory: registry)
            .increment()
        Gauge(label: "7up", factory: registry).record(1)
        let read = try Exposition(registry.exposition)
        #expect(read.value("http_requests___total", ["le_": "1", "label__x": "2", "_9_lives": "3"]) == 1)
        #expect(read.value("_7up") == 1)
    }

    @Test("every kind of swift-metrics has its place")
    func factory() throws {
        let registry = MetricRegistry()
        FloatingPointCounter(label: "ratio", factory: registry).increment(by: 0.25)
        Meter(label: "level", factory: registry).set(4)
        Meter(label: "level", factory: registry).decrement(by: 1.5)
        Recorder(label: "sizes", dimensions: [], aggregate: true, factory: registry).record(7)
        let timer = Timer(label: "wait", factory: registry)
        timer.recordNanoseconds(1_500_000_000)
        var read = try Exposition(registry.exposition)
        #expect(read.value("ratio_total") == 0.25)
        #expect(read.value("level") == 2.5)
        #expect(read.value("sizes_count") == 1)
        #expect(read.value("sizes_sum") == 7)
        #expect(read.value("wait_seconds_sum") == 1.5)
        #expect(read.value("wait_seconds_bucket", ["le": "1"]) == 0)
        #expect(read.value("wait_seconds_bucket", ["le": "5"]) == 1)
        timer.destroy()
        read = try Exposition(registry.exposition)
        #expect(read.value("wait_seconds_sum") == nil)
        #expect(read.value("sizes_sum") == 7)
    }

    @Test("a counter never goes down, and what is no number is left out")
    func monotone() {
        let counter = MetricRegistry().counter("a")
        counter.increment(by: 2.0)
        for amount in [-1, .nan, .infinity] { counter.increment(by: amount) }
        counter.raise(to: 1)
        #expect(counter.value == 2)
        counter.raise(to: 5)
        #expect(counter.value == 5)
        let histogram = MetricRegistry().histogram("h", bounds: [1])
        histogram.record(.nan)
        histogram.record(1.0)
        #expect(histogram.snapshot == .init(buckets: [.init(bound: 1, cumulative: 1)], sum: 1, count: 1))
    }

    @Test("a name of two kinds stays what it was first")
    func kinds() throws {
        let registry = MetricRegistry()
        registry.gauge("a_total").set(1.0)
        registry.counter("a").increment(by: 7.0)
        #expect(try Exposition(registry.exposition).value("a_total") == 1)
    }

    @Test("nothing is lost when many threads count")
    func threads() {
        let registry = MetricRegistry()
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for _ in 0..<2000 {
                registry.counter("n", [("worker", "\(worker % 2)")]).increment(by: Int64(1))
                registry.histogram("h", bounds: [0.5]).record(1.0)
            }
        }
        #expect(registry.counter("n", [("worker", "0")]).value == 8000)
        #expect(registry.counter("n", [("worker", "1")]).value == 8000)
        #expect(registry.histogram("h").snapshot.count == 16000)
    }

    @Test("what the process uses is read, and is plausible")
    func process() throws {
        let registry = MetricRegistry(ProcessMetrics.descriptions)
        ProcessMetrics.update(registry)
        let read = try Exposition(registry.exposition)
        let resident = try #require(read.value("process_resident_memory_bytes"))
        #expect(resident > 1e6 && resident < 1e11)
        #expect(try #require(read.value("process_virtual_memory_bytes")) >= resident)
        let now = Date().timeIntervalSince1970
        let start = try #require(read.value("process_start_time_seconds"))
        #expect(start <= now + 1 && start > now - 86_400)
        #expect(try #require(read.value("process_open_fds")) >= 1)
        #expect(try #require(read.value("process_max_fds")) >= 64)
        #expect(try #require(read.value("process_threads")) >= 1)
        let before = try #require(read.value("process_cpu_seconds_total"))
        ProcessMetrics.update(registry)
        #expect(try #require(Exposition(registry.exposition).value("process_cpu_seconds_total")) >= before)
    }

    @Test("the name of a process may hold brackets and blanks")
    func stat() throws {
        let numbers = (1...40).map(String.init).joined(separator: " ")
        let facts = try #require(ProcessMetrics.Facts(stat: "7 (a) b (c) S \(numbers)"))
        #expect(facts.threads == 17)
        #expect(facts.virtualBytes == 20)
        #expect(ProcessMetrics.Facts(stat: "7 (a) S 1 2") == nil)
        #expect(ProcessMetrics.Facts(stat: "") == nil)
    }
}
