public import CoreMetrics
import Synchronization

/// How often a value was at most each of some bounds.
public final class HistogramSeries: RecorderHandler, TimerHandler, Sendable {
    /// The counts at one moment.
    public struct Snapshot: Sendable, Equatable {
        /// The bounds in rising order, and how many values were at most each.
        public var buckets: [Bucket]
        /// The sum of all values.
        public var sum: Double
        /// The number of all values.
        public var count: Int

        /// A bound and what it holds.
        public struct Bucket: Sendable, Equatable {
            /// The bound; the values that equal it are within.
            public var bound: Double
            /// Number of values that are at most the bound.
            public var cumulative: Int
        }
    }

    private struct State {
        /// Number of values of each bucket alone; the last is that above every bound.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// The counts now.
    public var snapshot: Snapshot {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        let buckets = zip(bounds, counts).map { bound, count in
            total += count
            return Snapshot.Bucket(bound: bound, cumulative: total)
        }
        return Snapshot(buckets: buckets, sum: sum, count: total + counts[bounds.count])
    }

    /// Counts a value.
    public func record(_ value: Int64) { record(Double(value)) }

    /// Counts a value; one that is infinite or not a number is left out.
    public func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    /// Counts a duration, in seconds.
    public func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
