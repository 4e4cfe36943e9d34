internal import JSON

/// What the runs behind a table were made with, and how long they took.
extension ExperimentResult {
    /// How a run was made.
    public struct Run: Sendable, Equatable {
        /// Its folder.
        public var name: String
        /// The program and the machine; nil when a version that did not note them made it.
        public var provenance: Provenance?
        /// Seconds of training, and from begin to end with reading and scoring; the latter nil as above.
        public var seconds: Double, wallSeconds: Double?
    }

    /// A line for every program and machine that made runs.
    var provenances: [String] {
        var counts: [(text: String, names: Set<String>)] = []
        for run in rows.flatMap(\.runs) {
            let text = run.provenance?.text ?? "by a version that did not note program and machine"
            let known = counts.firstIndex { $0.text == text }
            if let known { counts[known].names.insert(run.name) } else { counts.append((text, [run.name])) }
        }
        return counts.map { "\($0.names.count == 1 ? "1 run" : "\($0.names.count) runs") \($0.text)." }
    }

    /// The JSON object of a run.
    static func json(_ run: Run) -> String {
        let machine = run.provenance
        return "\n    {\"name\":\(JSONText.quoted(run.name)),"
            + "\"commit\":\(machine?.commit.map(JSONText.quoted) ?? "null"),"
            + "\"processor\":\(machine.map { JSONText.quoted($0.processor) } ?? "null"),"
            + "\"cores\":\(machine.map { "\($0.cores)" } ?? "null"),"
            + "\"threads\":\(machine.map { "\($0.threads)" } ?? "null"),"
            + "\"seconds\":\(JSONText.number((run.seconds * 10).rounded() / 10)),"
            + "\"wall_seconds\":\(run.wallSeconds.map { JSONText.number(($0 * 10).rounded() / 10) } ?? "null")}"
    }
}

extension ExperimentResult.Row {
    /// Seconds of all its runs from begin to end; nil when that of one is not known.
    public var wallSeconds: Double? {
        runs.reduce(Double?(0)) { sum, run in sum.flatMap { sum in run.wallSeconds.map { sum + $0 } } }
    }
}
