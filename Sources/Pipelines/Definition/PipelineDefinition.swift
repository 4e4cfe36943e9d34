/// A pipeline: where citations come from, what is done with them, where the records go.
public struct PipelineDefinition: Sendable {
    /// How citations are read.
    public struct Source: Sendable, Equatable {
        /// Most citations in a window.
        public var window: Int
        /// A window is closed when its texts hold this many bytes.
        public var windowBytes: Int
        /// Most windows that wait for the first stage.
        public var capacity: Int

        /// The defaults.
        public static let standard = Source(window: 8, windowBytes: 64 << 10, capacity: 8)
    }

    /// One stage with its threads and its queue.
    public struct Stage: Sendable {
        /// What the stage does, with its options.
        var type: any StageType
        /// Number of threads.
        public var workers: Workers
        /// Most windows that wait behind it.
        public var capacity: Int
        /// The line of the pipeline file that it begins in, from 1; nil for one that was read from no file.
        var line: Int?

        /// Name of the stage's type in pipeline files.
        public var typeName: String { Swift.type(of: type).typeName }

        /// Makes a stage.
        init(_ type: any StageType, workers: Workers = .auto, capacity: Int = 4) {
            self.type = type
            self.workers = workers
            self.capacity = capacity
        }
    }

    /// How records are written.
    public struct Sink: Sendable, Equatable {
        /// A zstd frame is closed when it holds this many bytes of JSON.
        public var frameBytes: Int
        /// zstd compression level.
        public var compression: Int
        /// Most windows of encoded records that wait for the file.
        public var capacity: Int

        /// The defaults.
        public static let standard = Sink(frameBytes: 1 << 20, compression: 6, capacity: 4)
    }

    /// Name, for logs.
    public var name: String
    /// The file that it was read from; nil for one that was read from none.
    var file: String?
    /// How citations are read.
    public var source: Source
    /// What is done, in order.
    public var stages: [Stage]
    /// How records are written.
    public var sink: Sink

    /// The pipeline of `pipelines/pubmed.yaml`: sentences, tokens, syntax and entities with the default models.
    public static let standard = PipelineDefinition(
        name: "pubmed", source: .standard,
        stages: [Stage(SentencesStage(), workers: .fixed(1)), Stage(SyntaxStage()), Stage(EntitiesStage())],
        sink: .standard)
}
