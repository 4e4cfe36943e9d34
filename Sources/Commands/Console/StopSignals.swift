@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Turns signals into requests: SIGINT and SIGTERM stop the work, a second one the process; SIGUSR1 stops after the
/// file in work, where there are several. From then on the signals are this value's, to the end of the process.
final class StopSignals: Sendable {
    private struct State {
        var stopsAfterFile = false
        var stopsNow = false
        var interrupt: (@Sendable () -> Void)?
    }

    private static let numbers = [SIGINT, SIGTERM, SIGUSR1]
    private let state = Mutex(State())
    private let sources: [any DispatchSourceSignal]

    /// Whether no further file is to be begun.
    var isStopRequested: Bool { state.withLock { $0.stopsAfterFile || $0.stopsNow } }

    /// Begins to listen.
    init() {
        let queue = DispatchQueue(label: "syntag.signals")
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, Self.numbers) {
            source.setEventHandler { [weak self] in self?.take(number) }
            source.resume()
        }
    }

    /// Has `interrupt` called, on another thread, when work is to stop; at once if that was asked for already.
    func onStop(_ interrupt: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.interrupt = interrupt
            return state.stopsNow
        }
        if isLate { interrupt() }
    }

    private func take(_ number: Int32) {
        guard number != SIGUSR1 else { return state.withLock { $0.stopsAfterFile = true } }
        let (isSecond, interrupt) = state.withLock { state in
            defer { state.stopsNow = true }
            return (state.stopsNow, state.interrupt)
        }
        // Part files that are left behind are replaced by the next run.
        if isSecond { _exit(SystemExit.tryAgain.rawValue) }
        Console.message("syntag: stopping ... (once more to stop at once)")
        interrupt?()
    }
}
