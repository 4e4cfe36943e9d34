public import Documents
public import Flow

/// What came of one input file.
public struct FileReport: Sendable {
    /// How a file ended.
    public enum Outcome: Sendable, Equatable {
        /// The output is complete, under its final name.
        case complete
        /// The input is damaged; what could be read before the damage is in the quarantine folder.
        case quarantined(reason: String)
    }

    /// The input file.
    public var input: String
    /// Where the records are.
    public var output: String
    /// How it ended.
    public var outcome: Outcome
    /// Number of records written, deletions among them.
    public var records: Int
    /// Number of entities in them.
    public var entities: Int
    /// The citations that failed, in file order.
    public var problems: [CitationProblem]
    /// Time taken, in seconds.
    public var seconds: Double
    /// What the stages did.
    public var stages: [StageCounters.Snapshot]
}
