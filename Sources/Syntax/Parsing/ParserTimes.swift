internal import Glibc

/// Where a parser's time went, in nanoseconds of processor time.
public struct ParserTimes: Sendable, Equatable {
    /// The encoder, the scores of all heads, and the search for the best trees.
    public var encoder: UInt64 = 0, heads: UInt64 = 0, decoders: UInt64 = 0

    /// No time yet.
    public init() {}

    /// Adds the time that work takes to one of the sums.
    mutating func measure<Result>(
        _ part: WritableKeyPath<ParserTimes, UInt64>, _ work: () -> Result
    ) -> Result {
        let start = ParserTimes.now
        let result = work()
        self[keyPath: part] += ParserTimes.now - start
        return result
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
