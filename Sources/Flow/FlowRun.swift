import Dispatch

/// One run of a pipeline: a source, stages and a sink, each on threads of its own.
///
/// Stages begin to work as soon as they are added; `wait` returns when the sink has taken the last element.
public final class FlowRun: Sendable {
    private struct State {
        var isCancelled = false
        var error: (any Error)?
        var cancellations: [@Sendable () -> Void] = []
        var stages: [StageCounters] = []
    }

    private let state = Monitor(State())
    private let threads = DispatchGroup()

    /// Makes a run without stages.
    public init() {}

    /// Adds the source: `body` emits elements in order and returns after the last.
    public func source<Output: Sendable>(
        _ name: String, capacity: Int, budget: Channel<Output>.Budget = .init(limit: .max) { _ in 0 },
        _ body: @escaping @Sendable (Emitter<Output>) throws -> Void
    ) -> Channel<Output> {
        let output = channel(capacity: capacity, budget: budget)
        let counters = counters(name, workers: 1, behind: output)
        start(name) {
            let emitter = Emitter(channel: output, counters: counters)
            try body(emitter)
            emitter.finish()
        }
        return output
    }

    /// Adds a stage: `workers` threads turn each element into one other; the order stays.
    ///
    /// `makeWorker` is called once on each thread, so that a worker can have a state of its own.
    public func stage<Input: Sendable, Output: Sendable>(
        _ name: String, from input: Channel<Input>, workers: Int, capacity: Int,
        budget: Channel<Output>.Budget = .init(limit: .max) { _ in 0 },
        makeWorker: @escaping @Sendable () throws -> (Input) throws -> Output
    ) -> Channel<Output> {
        let output = channel(capacity: capacity, budget: budget)
        let counters = counters(name, workers: workers, behind: output)
        for number in 1...max(workers, 1) {
            start("\(name) \(number)") {
                let work = try makeWorker()
                while let next = try counters.spend(.starved, { try input.receive() }) {
                    let result = try counters.spend(.busy) { try work(next.element) }
                    _ = try counters.spend(.blocked) { try output.send(result, sequence: next.sequence) }
                    counters.countItem()
                }
                if let total = input.total { output.finish(total: total) }
            }
        }
        return output
    }

    /// Adds the sink: `body` takes the elements one by one, in order.
    public func sink<Input: Sendable>(
        _ name: String, from input: Channel<Input>, _ body: @escaping @Sendable (Input) throws -> Void
    ) {
        let counters = counters(name, workers: 1)
        start(name) {
            while let next = try counters.spend(.starved, { try input.receive() }) {
                try counters.spend(.busy) { try body(next.element) }
                counters.countItem()
            }
        }
    }

    /// Stops every stage as soon as it looks at its channels; `wait` then throws `error`, unless another came first.
    public func cancel(with error: any Error) {
        let cancellations = state.locked { state in
            state.isCancelled = true
            if state.error == nil, !(error is FlowCancelled) { state.error = error }
            return state.cancellations
        }
        for cancel in cancellations { cancel() }
    }

    /// Waits until every stage is done. Throws the first error that a stage threw or `cancel` was given;
    /// `FlowCancelled` when the run was cancelled with nothing else.
    public func wait() throws {
        threads.wait()
        let (error, isCancelled) = state.locked { ($0.error, $0.isCancelled) }
        if let error { throw error }
        if isCancelled { throw FlowCancelled() }
    }

    /// The counters of every stage, in the order in which the stages were added.
    public var stages: [StageCounters.Snapshot] {
        state.locked { $0.stages }.map(\.snapshot)
    }

    private func channel<Element>(capacity: Int, budget: Channel<Element>.Budget) -> Channel<Element> {
        let channel = Channel<Element>(capacity: capacity, budget: budget)
        let isCancelled = state.locked { state in
            state.cancellations.append { channel.cancel() }
            return state.isCancelled
        }
        if isCancelled { channel.cancel() }
        return channel
    }

    private func counters(_ name: String, workers: Int) -> StageCounters {
        register(StageCounters(name: name, workers: workers))
    }

    private func counters<Element>(_ name: String, workers: Int, behind channel: Channel<Element>) -> StageCounters {
        register(StageCounters(name: name, workers: workers) { (channel.depth, channel.capacity) })
    }

    private func register(_ counters: StageCounters) -> StageCounters {
        state.locked { $0.stages.append(counters) }
        return counters
    }

    private func start(_ name: String, _ body: @escaping @Sendable () throws -> Void) {
        // A serial queue has a thread to itself for as long as its block runs: workers may block on their channels.
        DispatchQueue(label: "syntag.\(name)").async(group: threads) {
            do { try body() } catch { self.cancel(with: error) }
        }
    }
}

/// What a source hands its elements to, on the source's own thread.
public final class Emitter<Element: Sendable> {
    private let channel: Channel<Element>
    private let counters: StageCounters
    private var emitted = 0
    private var lastReturn = DispatchTime.now().uptimeNanoseconds

    fileprivate init(channel: Channel<Element>, counters: StageCounters) {
        self.channel = channel
        self.counters = counters
    }

    /// Hands on the next element; blocks while the channel is full.
    public func emit(_ element: Element) throws(FlowCancelled) {
        countBusy()
        _ = try counters.spend(.blocked) { () throws(FlowCancelled) in
            try channel.send(element, sequence: emitted)
        }
        emitted += 1
        counters.countItem()
        lastReturn = DispatchTime.now().uptimeNanoseconds
    }

    fileprivate func finish() {
        countBusy()
        channel.finish(total: emitted)
    }

    /// Counts the time since the last element was handed on: the source was making the next.
    private func countBusy() {
        counters.add(DispatchTime.now().uptimeNanoseconds - lastReturn, to: .busy)
    }
}
