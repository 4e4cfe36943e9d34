import Flow

/// What the stages of a run did, as a table for a terminal.
struct StageTable {
    /// The lines of the table, the head first.
    let lines: [String]

    /// Makes the table of a run of some seconds. Shares are of the run's time, averaged over a stage's workers.
    init(_ stages: [StageCounters.Snapshot], seconds: Double) {
        let head = ["stage", "workers", "items", "busy", "starved", "blocked"]
        let rows = stages.map { stage in
            [stage.name, "\(stage.workers)", Format.count(stage.items)]
                + [stage.busy, stage.starved, stage.blocked].map { nanoseconds in
                    let share = Double(nanoseconds) / 1e9 / Double(stage.workers) / max(seconds, 1e-9)
                    return "\(Int((share * 100).rounded()))%"
                }
        }
        lines = Table(head: head, rows: rows).lines
    }
}
