import Synchronization

/// The counters of stages summed over all runs of a service: those of a run begin at zero with each file.
final class StageTotals: Sendable {
    private struct State {
        var run = 0
        /// The highest that was seen of the run, by name of the stage.
        var seen: [String: ServiceStatus.Stage] = [:]
    }

    private let state = Mutex(State())

    /// Takes what a run says of its stages; may be called at any time and as often as one likes.
    ///
    /// Hands out the part that is new, and nothing for a run that is over: what comes late is not counted twice.
    func observe(_ stages: [ServiceStatus.Stage], run: Int) -> [ServiceStatus.Stage] {
        state.withLock { state in
            guard run >= state.run else { return [] }
            if run > state.run { state = State(run: run) }
            return stages.map { stage in
                var new = stage
                if let seen = state.seen[stage.name] {
                    new.items = max(stage.items - seen.items, 0)
                    new.busySeconds = max(stage.busySeconds - seen.busySeconds, 0)
                    new.starvedSeconds = max(stage.starvedSeconds - seen.starvedSeconds, 0)
                    new.blockedSeconds = max(stage.blockedSeconds - seen.blockedSeconds, 0)
                }
                var highest = state.seen[stage.name] ?? new
                if state.seen[stage.name] != nil {
                    highest.items += new.items
                    highest.busySeconds += new.busySeconds
                    highest.starvedSeconds += new.starvedSeconds
                    highest.blockedSeconds += new.blockedSeconds
                }
                state.seen[stage.name] = highest
                return new
            }
        }
    }
}
