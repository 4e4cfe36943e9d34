public import Files

/// What a model does; in the order of the schema.
public enum ModelTask: String, Sendable, CaseIterable {
    /// Finds sentences and tokens.
    case sentences
    /// Finds parts of speech, dependencies and constituents.
    case syntax
    /// Finds entities.
    case entities
}

/// The model, or the models together, that annotated a record.
public struct ModelStamp: Sendable, Hashable {
    /// One of several models.
    public struct Part: Sendable, Hashable {
        /// What it did.
        public var task: ModelTask
        /// The model's name.
        public var name: String
        /// The digest of the model's files.
        public var digest: Digest

        /// Makes a part.
        public init(task: ModelTask, name: String, digest: Digest) {
            self.task = task
            self.name = name
            self.digest = digest
        }
    }

    /// The model's name; of several models, their names joined by " + ".
    public var name: String
    /// The digest of the model's files; of several models, that of their digests under the names of their tasks.
    public var digest: Digest
    /// The models, where there are several, in the order of their tasks; empty where there is one.
    public var parts: [Part]

    /// Makes the stamp of one model.
    public init(name: String, digest: Digest) {
        self.name = name
        self.digest = digest
        parts = []
    }

    /// Makes the stamp of the models that worked on a record, each for a task of its own; nil where there was none.
    public init?(_ models: [Part]) {
        guard let first = models.first else { return nil }
        let ordered = ModelTask.allCases.flatMap { task in models.filter { $0.task == task } }
        let isOne = models.count == 1
        name = ordered.map(\.name).joined(separator: " + ")
        digest = isOne ? first.digest : Digest.combined(ordered.map { ($0.task.rawValue, $0.digest) })
        parts = isOne ? [] : ordered
    }
}
