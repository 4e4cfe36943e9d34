import Glibc

/// What a test waited for did not come true.
public struct NeverCame: Error {
    /// What it was.
    public let event: String
}

/// Waits until something that other threads or processes bring about is true.
///
/// The wait ends after five minutes with `NeverCame`: long enough for any load, so that only a fault makes a test fail.
public func eventually(_ event: String, _ isTrue: () throws -> Bool) throws {
    for _ in 0..<300_000 {
        if try isTrue() { return }
        usleep(1000)
    }
    throw NeverCame(event: event)
}
