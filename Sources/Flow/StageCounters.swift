import Dispatch
import Synchronization

/// What a stage has done so far; written by its workers, read by anyone at any time.
public final class StageCounters: Sendable {
    /// The counters at one moment. Times are in nanoseconds, summed over the stage's workers.
    public struct Snapshot: Sendable, Equatable {
        /// Name of the stage.
        public var name: String
        /// Number of workers.
        public var workers: Int
        /// Elements done.
        public var items: Int
        /// Time spent working.
        public var busy: UInt64
        /// Time spent waiting for an element.
        public var starved: UInt64
        /// Time spent waiting for room in the channel behind the stage.
        public var blocked: UInt64
        /// Elements that wait behind the stage, and how many there can be; 0 for a sink.
        public var depth: Int
        /// Capacity of the channel behind the stage; 0 for a sink.
        public var capacity: Int
    }

    /// Name of the stage.
    public let name: String
    /// Number of workers.
    public let workers: Int
    private let items = Atomic<Int>(0)
    private let busy = Atomic<UInt64>(0)
    private let starved = Atomic<UInt64>(0)
    private let blocked = Atomic<UInt64>(0)
    private let queue: (@Sendable () -> (depth: Int, capacity: Int))?

    init(name: String, workers: Int, queue: (@Sendable () -> (depth: Int, capacity: Int))? = nil) {
        self.name = name
        self.workers = workers
        self.queue = queue
    }

    /// The counters now.
    public var snapshot: Snapshot {
        let queue = self.queue?() ?? (depth: 0, capacity: 0)
        return Snapshot(
            name: name, workers: workers,
            items: items.load(ordering: .relaxed),
            busy: busy.load(ordering: .relaxed),
            starved: starved.load(ordering: .relaxed),
            blocked: blocked.load(ordering: .relaxed),
            depth: queue.depth, capacity: queue.capacity)
    }

    /// What a worker's time goes into.
    enum Activity { case busy, starved, blocked }

    func countItem() { items.wrappingAdd(1, ordering: .relaxed) }

    /// Runs `body` and counts the time it took.
    func spend<Result, Failure: Error>(
        _ activity: Activity, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        defer { add(DispatchTime.now().uptimeNanoseconds - start, to: activity) }
        return try body()
    }

    func add(_ nanoseconds: UInt64, to activity: Activity) {
        switch activity {
        case .busy: busy.wrappingAdd(nanoseconds, ordering: .relaxed)
        case .starved: starved.wrappingAdd(nanoseconds, ordering: .relaxed)
        case .blocked: blocked.wrappingAdd(nanoseconds, ordering: .relaxed)
        }
    }
}
