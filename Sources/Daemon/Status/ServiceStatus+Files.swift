public import Foundation

extension ServiceStatus {
    /// How many files are in each state.
    public struct FileCounts: Sendable, Codable, Equatable {
        /// Seen, and not begun.
        public var waiting: Int
        /// Being annotated.
        public var running: Int
        /// Their output is complete.
        public var done: Int
        /// Damaged or refused, until `syntag retry` or a new copy.
        public var quarantined: Int

        /// Makes counts.
        public init(waiting: Int = 0, running: Int = 0, done: Int = 0, quarantined: Int = 0) {
            self.waiting = waiting
            self.running = running
            self.done = done
            self.quarantined = quarantined
        }

        /// The counts with the names of their states, in the order in which a file goes through them.
        public var byState: [(state: String, count: Int)] {
            [("waiting", waiting), ("running", running), ("done", done), ("quarantined", quarantined)]
        }
    }

    /// A watched folder.
    public struct Folder: Sendable, Codable, Equatable {
        /// Where files come in.
        public var input: String
        /// Where records go.
        public var output: String
        /// Name of its pipeline.
        public var pipeline: String
        /// Its files.
        public var files: FileCounts

        /// Makes a folder.
        public init(input: String, output: String, pipeline: String, files: FileCounts = FileCounts()) {
            self.input = input
            self.output = output
            self.pipeline = pipeline
            self.files = files
        }
    }

    /// A file that was put aside.
    public struct QuarantinedFile: Sendable, Codable, Equatable {
        /// Name of the file.
        public var name: String
        /// Why it was put aside, and what to do.
        public var reason: String
        /// When.
        public var time: Date

        /// Makes a file.
        public init(name: String, reason: String, time: Date) {
            self.name = name
            self.reason = reason
            self.time = time
        }
    }

    /// The file that is being annotated.
    public struct FileInWork: Sendable, Codable, Equatable {
        /// Number of this run of a file since the process started, from 1: counters of stages begin at zero with each.
        public var run: Int
        /// Name of the file.
        public var name: String
        /// When it was begun.
        public var startedAt: Date
        /// Citations whose records are written.
        public var citations: Int
        /// Share of the file that is done, 0 to 1; nil when it cannot be told.
        public var fraction: Double?
        /// The stages in their order, source and sink among them.
        public var stages: [Stage]

        /// Names in the JSON.
        public enum CodingKeys: String, CodingKey {
            case run, name, citations, fraction, stages
            case startedAt = "started_at"
        }

        /// Makes a file in work.
        public init(
            run: Int, name: String, startedAt: Date, citations: Int = 0, fraction: Double? = nil, stages: [Stage] = []
        ) {
            self.run = run
            self.name = name
            self.startedAt = startedAt
            self.citations = citations
            self.fraction = fraction
            self.stages = stages
        }
    }
}
