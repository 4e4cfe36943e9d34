import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Flow

@Suite("Flow runs")
struct FlowRunTests {
    struct Broken: Error, Equatable { var number: Int }

    @Test("elements keep their order through stages with any number of workers", arguments: [1, 2, 5])
    func order(workers: Int) throws {
        let run = FlowRun()
        let numbers: Channel<Int> = run.source("numbers", capacity: 4) { emitter in
            for number in 0..<500 { try emitter.emit(number) }
        }
        let squares = run.stage("square", from: numbers, workers: workers, capacity: 3) {
            var generator = SeededGenerator(seed: 1)
            return { (number: Int) in
                if Int.random(in: 0..<20, using: &generator) == 0 { usleep(300) }
                return number * number
            }
        }
        let results = Mutex<[Int]>([])
        run.sink("results", from: squares) { square in results.withLock { $0.append(square) } }
        try run.wait()
        #expect(results.withLock { $0 } == (0..<500).map { $0 * $0 })
        #expect(run.stages.map(\.items) == [500, 500, 500])
        #expect(run.stages.map(\.name) == ["numbers", "square", "results"])
        #expect(run.stages[1].workers == workers)
    }

    @Test("a slow sink holds the source back")
    func backPressure() throws {
        let run = FlowRun()
        let emitted = Atomic<Int>(0)
        let gate = DispatchSemaphore(value: 0)
        let numbers: Channel<Int> = run.source("numbers", capacity: 2) { emitter in
            for number in 0..<60 {
                try emitter.emit(number)
                emitted.wrappingAdd(1, ordering: .sequentiallyConsistent)
            }
        }
        let passed = run.stage("pass", from: numbers, workers: 1, capacity: 2) { { (number: Int) in number } }
        run.sink("slow", from: passed) { number in
            if number == 0 { gate.wait() }
        }
        defer { gate.signal() }
        try eventually("source and stage are blocked, each before a full channel") {
            [numbers, passed].allSatisfy { $0.depth == 2 && $0.blocked == 1 }
        }
        // Two channels of two, one element in each of the two stages behind the source.
        #expect(emitted.load(ordering: .sequentiallyConsistent) == 6)
        // All three stand still between these two looks at the clock.
        let start = DispatchTime.now().uptimeNanoseconds
        try eventually("time passes") { DispatchTime.now().uptimeNanoseconds > start }
        let held = DispatchTime.now().uptimeNanoseconds - start
        gate.signal()
        try run.wait()
        #expect(emitted.load(ordering: .sequentiallyConsistent) == 60)
        let stages = run.stages
        #expect(stages[0].blocked >= held)
        #expect(stages[1].blocked >= held)
        #expect(stages[2].busy >= held)
    }

    @Test("the first error ends the run", arguments: ["source", "stage", "worker", "sink"])
    func failure(place: String) {
        let run = FlowRun()
        let numbers: Channel<Int> = run.source("numbers", capacity: 2) { emitter in
            for number in 0... {
                if place == "source", number == 50 { throw Broken(number: number) }
                try emitter.emit(number)
            }
        }
        let passed = run.stage("pass", from: numbers, workers: 3, capacity: 2) {
            if place == "worker" { throw Broken(number: 50) }
            return { (number: Int) in
                if place == "stage", number == 50 { throw Broken(number: number) }
                return number
            }
        }
        run.sink("sink", from: passed) { number in
            if place == "sink", number == 50 { throw Broken(number: number) }
        }
        #expect(throws: Broken(number: 50)) { try run.wait() }
    }

    /// A run without an end, in which every stage works; it is cancelled by the caller.
    private func endless() throws -> FlowRun {
        let run = FlowRun()
        let taken = Atomic<Int>(0)
        let numbers: Channel<Int> = run.source("numbers", capacity: 2) { emitter in
            for number in 0... { try emitter.emit(number) }
        }
        let passed = run.stage("pass", from: numbers, workers: 2, capacity: 2) { { (number: Int) in number } }
        run.sink("sink", from: passed) { _ in taken.wrappingAdd(1, ordering: .relaxed) }
        try eventually("elements pass") { taken.load(ordering: .relaxed) > 100 }
        return run
    }

    @Test("a run can be cancelled from outside")
    func cancel() throws {
        let run = try endless()
        run.cancel(with: Broken(number: 7))
        run.cancel(with: Broken(number: 8))
        #expect(throws: Broken(number: 7)) { try run.wait() }
    }

    @Test("a run that was cancelled without a reason does not pass for complete")
    func cancelWithoutReason() throws {
        let run = try endless()
        run.cancel(with: FlowCancelled())
        #expect(throws: FlowCancelled.self) { try run.wait() }
    }

    @Test("a reason that comes after a cancellation without one is thrown")
    func lateReason() throws {
        let run = try endless()
        run.cancel(with: FlowCancelled())
        run.cancel(with: Broken(number: 9))
        #expect(throws: Broken(number: 9)) { try run.wait() }
    }

    @Test("a sink can cancel its own run")
    func cancelInside() {
        let run = FlowRun()
        let numbers: Channel<Int> = run.source("numbers", capacity: 2) { emitter in
            for number in 0... { try emitter.emit(number) }
        }
        run.sink("sink", from: numbers) { number in
            if number == 100 { run.cancel(with: Broken(number: 7)) }
        }
        #expect(throws: Broken(number: 7)) { try run.wait() }
    }

    @Test("a stage added to a cancelled run ends too")
    func lateStage() {
        let run = FlowRun()
        run.cancel(with: Broken(number: 1))
        let numbers: Channel<Int> = run.source("numbers", capacity: 1) { emitter in
            for number in 0... { try emitter.emit(number) }
        }
        run.sink("sink", from: numbers) { _ in }
        #expect(throws: Broken(number: 1)) { try run.wait() }
    }
}
