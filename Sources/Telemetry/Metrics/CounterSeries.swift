public import CoreMetrics
import Synchronization

/// A sum that only grows.
public final class CounterSeries: CounterHandler, FloatingPointCounterHandler, Sendable {
    private let sum = Mutex(0.0)

    init() {}

    /// The sum now.
    public var value: Double { sum.withLock { $0 } }

    /// Adds an amount; one that is negative is left out.
    public func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// Adds an amount; one that is negative, infinite or not a number is left out.
    public func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        sum.withLock { $0 += amount }
    }

    /// Sets the sum to one that was counted elsewhere, unless it is higher already.
    public func raise(to value: Double) {
        guard value.isFinite else { return }
        sum.withLock { $0 = max($0, value) }
    }

    /// Begins at zero again.
    public func reset() { sum.withLock { $0 = 0 } }
}
