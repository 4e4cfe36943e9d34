/// Everything that a training run of the syntax model depends on, as a YAML file gives it.
public struct SyntaxTrainingConfiguration: Sendable, Equatable {
    /// How the model is made.
    public struct Model: Sendable, Equatable {
        /// How many of the start's layers are used, from the lowest; nil for all.
        public var layers: Int?
        /// Sizes of the vectors that are scored in pairs.
        public var sizes = SyntaxModelOptions.VectorSizes()
        /// Which of a word's sub-words make its state.
        public var word = SyntaxModelOptions.WordState.mean
        /// Dropout of hidden numbers and of attention's weights.
        public var dropout: Float = 0.1
        /// Dropout of the vectors that are scored in pairs.
        public var vectorDropout: Float = 0.33
        /// How often a chain of constituents has to occur to be a label.
        public var minimumCount = 3
        /// What each loss counts in the sum of all.
        public var weights = SyntaxModelOptions.LossWeights()
    }

    /// Name of the model that it makes.
    public var name: String
    /// Folder of the model to start from.
    public var initialise: String
    /// Folder of the treebanks; the command line's --data goes before it.
    public var data: String?
    /// The treebanks; the first is that whose style the model gives when it is not asked for one.
    public var corpora: [SyntaxCorpus]
    /// Most sentences of a corpus' train split, chosen by chance; nil for all.
    public var sentences: Int?
    /// Longest training sentence, in words; longer ones are left out.
    public var maximumWords = 150
    /// How the model is made.
    public var model = Model()
    /// How steps are made.
    public var optimizer = TrainingConfiguration.Optimizer()
    /// How long.
    public var schedule = Self.usualSchedule
    /// When it is scored.
    public var evaluation = TrainingConfiguration.Evaluation()

    /// Sentences are not cut into windows: those that are longer are left out, so there is more room than for entities.
    private static var usualSchedule: TrainingConfiguration.Schedule {
        var schedule = TrainingConfiguration.Schedule()
        schedule.epochs = 6
        schedule.maximumSubwords = 256
        return schedule
    }

    /// Makes a configuration with the defaults.
    public init(name: String, initialise: String, corpora: [SyntaxCorpus]) {
        self.name = name
        self.initialise = initialise
        self.corpora = corpora
    }

    /// The values on which the bits of the result depend, one a line; for the digest that a checkpoint keeps.
    var canonical: String { settings }
}

extension SyntaxTrainingConfiguration: TrainingTask {
    func prepare(_ resources: RunResources) throws -> PreparedSyntaxRun {
        try PreparedSyntaxRun(self, data: resources.data, jobs: resources.jobs)
    }
}

extension TrainingRun {
    /// Makes a run of the syntax model; nothing is read or written yet.
    public convenience init(_ configuration: SyntaxTrainingConfiguration, options: Options) {
        self.init(task: configuration, options: options)
    }
}
