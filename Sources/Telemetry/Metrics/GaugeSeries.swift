public import CoreMetrics
import Synchronization

/// A value that goes up and down.
public final class GaugeSeries: MeterHandler, RecorderHandler, Sendable {
    private let level = Mutex(0.0)

    init() {}

    /// The value now.
    public var value: Double { level.withLock { $0 } }

    /// Sets the value.
    public func set(_ value: Int64) { set(Double(value)) }

    /// Sets the value.
    public func set(_ value: Double) { level.withLock { $0 = value } }

    /// Adds to the value.
    public func increment(by amount: Double) { level.withLock { $0 += amount } }

    /// Takes from the value.
    public func decrement(by amount: Double) { level.withLock { $0 -= amount } }

    /// Sets the value.
    public func record(_ value: Int64) { set(Double(value)) }

    /// Sets the value.
    public func record(_ value: Double) { set(value) }
}
