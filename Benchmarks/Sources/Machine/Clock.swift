import Glibc

/// Seconds that this thread has run; a machine that others use as well disturbs it less than a wall clock.
public func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Seconds that all threads of this process have run.
public func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Seconds of the wall clock.
public func wallSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The least time of one call among `runs` runs of `repeats` calls each.
public func leastSeconds(runs: Int, repeats: Int, _ body: () -> Void) -> Double {
    var least = Double.infinity
    for _ in 0..<runs {
        let start = threadSeconds()
        for _ in 0..<repeats { body() }
        least = min(least, (threadSeconds() - start) / Double(repeats))
    }
    return least
}

/// Largest number of bytes that this process had in memory so far.
public func peakResidentBytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
}
