import Glibc

/// Processor time of the calling thread: what work costs, however busy the machine is.
public enum ProcessorTime {
    /// How many times more processor time work on an input of four times the size takes: 4 when the time is linear in
    /// the size, 16 when it is quadratic.
    ///
    /// It is that of the least times over a few runs; no more runs are made once it is less than ``linearLimit``.
    public static func growth<Input>(_ input: Input, fourTimes larger: Input, _ work: (Input) -> Void) -> Double {
        var least = (small: UInt64.max, large: UInt64.max)
        var growth = Double.infinity
        for _ in 0..<7 where growth >= linearLimit {
            least.small = min(least.small, nanoseconds(of: { work(input) }))
            least.large = min(least.large, nanoseconds(of: { work(larger) }))
            growth = Double(least.large) / Double(max(least.small, 1))
        }
        return growth
    }

    /// A growth that linear work stays below, caches and memory pages included, and quadratic work does not.
    public static let linearLimit = 8.0

    /// Processor time that work takes, in nanoseconds.
    public static func nanoseconds(of work: () -> Void) -> UInt64 {
        let start = now()
        work()
        return now() - start
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
