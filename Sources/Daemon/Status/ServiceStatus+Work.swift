public import Flow
public import Foundation

extension ServiceStatus {
    /// A stage of the run in work. Seconds are summed over its workers.
    public struct Stage: Sendable, Codable, Equatable {
        /// Name of the stage.
        public var name: String
        /// Number of workers.
        public var workers: Int
        /// Elements done.
        public var items: Int
        /// Seconds of work.
        public var busySeconds: Double
        /// Seconds without anything to take.
        public var starvedSeconds: Double
        /// Seconds without room in the queue behind the stage.
        public var blockedSeconds: Double
        /// Elements in the queue behind the stage.
        public var queueDepth: Int
        /// How many there can be; 0 for a sink, which has no queue.
        public var queueCapacity: Int

        /// Names in the JSON.
        public enum CodingKeys: String, CodingKey {
            case name, workers, items
            case busySeconds = "busy_seconds"
            case starvedSeconds = "starved_seconds"
            case blockedSeconds = "blocked_seconds"
            case queueDepth = "queue_depth"
            case queueCapacity = "queue_capacity"
        }

        /// Makes a stage of its counters.
        public init(_ counters: StageCounters.Snapshot) {
            name = counters.name
            workers = counters.workers
            items = counters.items
            busySeconds = Double(counters.busy) / 1e9
            starvedSeconds = Double(counters.starved) / 1e9
            blockedSeconds = Double(counters.blocked) / 1e9
            queueDepth = counters.depth
            queueCapacity = counters.capacity
        }
    }

    /// What was done since the process started. Every number only grows.
    public struct Totals: Sendable, Codable, Equatable {
        /// Citations whose records are written, those taken over and the deleted ones among them.
        public var citations: Int
        /// Citations that took over an earlier annotation of the same text: passes of the models that were saved.
        public var takenOver: Int
        /// Deletions.
        public var deleted: Int
        /// Citations that failed.
        public var failed: Int

        /// Names in the JSON.
        public enum CodingKeys: String, CodingKey {
            case citations, deleted, failed
            case takenOver = "taken_over"
        }

        /// Makes totals.
        public init(citations: Int = 0, takenOver: Int = 0, deleted: Int = 0, failed: Int = 0) {
            self.citations = citations
            self.takenOver = takenOver
            self.deleted = deleted
            self.failed = failed
        }
    }

    /// Something that went wrong and that the service lived on with.
    public struct Problem: Sendable, Codable, Equatable {
        /// When.
        public var time: Date
        /// The kind, as in `syntag_errors_total`: one word.
        public var kind: String
        /// The file it is about.
        public var file: String?
        /// The citation it is about.
        public var pmid: String?
        /// What went wrong, and what to do.
        public var message: String

        /// Makes a problem.
        public init(time: Date, kind: String, file: String? = nil, pmid: String? = nil, message: String) {
            self.time = time
            self.kind = kind
            self.file = file
            self.pmid = pmid
            self.message = message
        }
    }
}
