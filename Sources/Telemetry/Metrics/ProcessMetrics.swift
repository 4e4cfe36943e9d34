import Glibc

/// The metrics that Prometheus' client libraries give of a process, read from `/proc/self`.
public enum ProcessMetrics {
    /// What they mean.
    public static let descriptions: [MetricDescription] = [
        MetricDescription(
            "process_cpu_seconds_total", .counter, help: "Total user and system CPU time spent in seconds."),
        MetricDescription("process_max_fds", .gauge, help: "Maximum number of open file descriptors."),
        MetricDescription("process_open_fds", .gauge, help: "Number of open file descriptors."),
        MetricDescription("process_resident_memory_bytes", .gauge, help: "Resident memory size in bytes."),
        MetricDescription(
            "process_start_time_seconds", .gauge, help: "Start time of the process since unix epoch in seconds."),
        MetricDescription("process_threads", .gauge, help: "Number of threads."),
        MetricDescription("process_virtual_memory_bytes", .gauge, help: "Virtual memory size in bytes."),
    ]

    /// Reads what the process uses now into a registry.
    public static func update(_ registry: MetricRegistry) {
        if let facts = facts() {
            registry.counter("process_cpu_seconds_total").raise(to: facts.processorSeconds)
            registry.gauge("process_resident_memory_bytes").set(facts.residentBytes)
            registry.gauge("process_virtual_memory_bytes").set(facts.virtualBytes)
            registry.gauge("process_threads").set(facts.threads)
        }
        registry.gauge("process_start_time_seconds").set(startTime)
        if let open = openFiles() { registry.gauge("process_open_fds").set(Double(open)) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            registry.gauge("process_max_fds").set(limit.rlim_cur == .max ? .infinity : Double(limit.rlim_cur))
        }
    }

    /// What `/proc/self/stat` says (proc(5)).
    struct Facts {
        var processorSeconds: Double
        var threads: Double
        /// Seconds from the machine's start to that of the process.
        var startedAfterBoot: Double
        var virtualBytes: Double
        var residentBytes: Double

        init?(stat: String) {
            // The name in brackets may hold anything, brackets and blanks too: numbers are counted after its end.
            guard let end = stat.lastIndex(of: ")") else { return nil }
            let fields = stat[stat.index(after: end)...].split(separator: " ").map { Double($0) }
            guard fields.count >= 22, let user = fields[11], let system = fields[12], let threads = fields[17],
                let start = fields[19], let virtual = fields[20], let pages = fields[21]
            else { return nil }
            let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
            processorSeconds = (user + system) / ticks
            self.threads = threads
            startedAfterBoot = start / ticks
            virtualBytes = virtual
            residentBytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    /// When the process started. The clock of the machine's start is used, as a sandbox hides `/proc/stat`; told once, so
    /// that a clock that is set later does not move it.
    static let startTime: Double = {
        let age = seconds(of: CLOCK_BOOTTIME) - (facts()?.startedAfterBoot ?? seconds(of: CLOCK_BOOTTIME))
        return ((seconds(of: CLOCK_REALTIME) - age) * 100).rounded() / 100
    }()

    private static func facts() -> Facts? {
        guard let file = fopen("/proc/self/stat", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return Facts(stat: String(decoding: bytes.prefix(count), as: UTF8.self))
    }

    private static func openFiles() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var entries = 0
        while readdir(folder) != nil { entries += 1 }
        // Without the two dots and the descriptor that the listing itself has open.
        return max(entries - 3, 0)
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
