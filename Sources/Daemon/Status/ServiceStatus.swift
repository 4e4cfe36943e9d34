public import Foundation

/// What a service does at one moment, for `syntag status`, the status page and the metrics.
///
/// A plain value: the service makes one when it is asked. Its JSON has the names of ``CodingKeys`` and times in ISO 8601.
public struct ServiceStatus: Sendable, Codable, Equatable {
    /// What the service is about.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Models are loaded, folders are looked through.
        case starting
        /// Files are taken as they come.
        case running
        /// The service was told to stop: it ends the work it has begun and takes no more.
        case draining
    }

    /// A model in use.
    public struct Model: Sendable, Codable, Equatable {
        /// Name of the model, as in its `config.json`.
        public var name: String
        /// SHA-256 of its files, in hexadecimal.
        public var digest: String

        /// Makes a model.
        public init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    /// Name of the service: that of its configuration.
    public var name: String
    /// What it is about.
    public var state: State
    /// When the process started.
    public var startedAt: Date
    /// When this status was made.
    public var time: Date
    /// Version of the program.
    public var version: String
    /// The models in use; empty before they are loaded.
    public var models: [Model]
    /// The watched folders.
    public var folders: [Folder]
    /// How many files are in each state, over all folders.
    public var files: FileCounts
    /// The newest quarantined files first, with their reasons; there may be more than are listed.
    public var quarantined: [QuarantinedFile]
    /// The file that is being annotated.
    public var current: FileInWork?
    /// What was done since the process started.
    public var totals: Totals
    /// Citations a second over the last minute, those taken over among them.
    public var citationsPerSecond: Double
    /// Seconds until the files that wait are done; nil when it cannot be told.
    public var secondsLeft: Double?
    /// The newest problems first; there may be more than are listed.
    public var problems: [Problem]

    /// Names in the JSON.
    public enum CodingKeys: String, CodingKey {
        case name, state, time, version, models, folders, files, quarantined, current, totals, problems
        case startedAt = "started_at"
        case citationsPerSecond = "citations_per_second"
        case secondsLeft = "seconds_left"
    }

    /// Makes the status of a service that has done nothing yet.
    public init(
        name: String, state: State = .starting, startedAt: Date = Date(), time: Date = Date(), version: String,
        models: [Model] = [], folders: [Folder] = [], files: FileCounts = FileCounts(),
        quarantined: [QuarantinedFile] = [], current: FileInWork? = nil, totals: Totals = Totals(),
        citationsPerSecond: Double = 0, secondsLeft: Double? = nil, problems: [Problem] = []
    ) {
        self.name = name
        self.state = state
        self.startedAt = startedAt
        self.time = time
        self.version = version
        self.models = models
        self.folders = folders
        self.files = files
        self.quarantined = quarantined
        self.current = current
        self.totals = totals
        self.citationsPerSecond = citationsPerSecond
        self.secondsLeft = secondsLeft
        self.problems = problems
    }
}
