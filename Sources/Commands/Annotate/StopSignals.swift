@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Turns signals into requests: SIGINT and SIGTERM stop the work, a second one the process; SIGUSR1
/// stops after the file in work.
final class StopSignals: Sendable {
    private let sources: [any DispatchSourceSignal]
    private let stopAfterFile = Atomic<Bool>(false)
    private let stopNow = Atomic<Bool>(false)

    /// Whether no further file is to be begun.
    var isStopRequested: Bool {
        stopAfterFile.load(ordering: .relaxed) || stopNow.load(ordering: .relaxed)
    }

    /// Begins to listen; `interrupt` is called on another thread when work is to stop at once.
    init(interrupt: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "syntag.signals")
        sources = [SIGINT, SIGTERM, SIGUSR1].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, [SIGINT, SIGTERM, SIGUSR1]) {
            source.setEventHandler { [weak self] in
                guard number != SIGUSR1 else {
                    self?.stopAfterFile.store(true, ordering: .relaxed)
                    return
                }
                // Part files that are left behind are replaced by the next run.
                guard let self, !self.stopNow.exchange(true, ordering: .relaxed) else {
                    _exit(SystemExit.tryAgain.rawValue)
                }
                interrupt()
            }
            source.resume()
        }
    }

    /// Gives the signals back to the system.
    func cancel() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM, SIGUSR1] { signal(number, SIG_DFL) }
    }
}
