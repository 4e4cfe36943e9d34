public import Tensors

/// Everything that a training run depends on, as a YAML file gives it.
public struct TrainingConfiguration: Sendable, Equatable {
    /// How the model is made.
    public struct Model: Sendable, Equatable {
        /// How labels are decoded.
        public var decoder: ModelOptions.Decoder = .softmax
        /// Dropout of hidden numbers and of attention's weights.
        public var dropout: Float = 0.1
        /// The part of the target that is spread over all labels.
        public var labelSmoothing: Float = 0
        /// What the weights of the model's folder are rounded to.
        public var weights = WeightType.float16
    }

    /// How steps are made.
    public struct Optimizer: Sendable, Equatable {
        /// The highest learning rate.
        public var learningRate: Float = 5e-4
        /// The share of the steps in which the rate rises.
        public var warmup: Float = 0.1
        /// Factors, decay and clipping.
        public var options = AdamWOptions()
        /// Decay of the average of the weights that is scored and exported; nil for the weights themselves.
        public var average: Float? = 0.999
    }

    /// How long, and in which portions.
    public struct Schedule: Sendable, Equatable {
        /// Times that the corpora are gone through.
        public var epochs = 6
        /// Most sub-words of a batch.
        public var batchTokens = 2048
        /// Batches of a step.
        public var accumulate = 1
        /// Most sub-words that one worker takes through the model at once.
        public var microTokens = 1024
        /// Parts that a batch is cut into, which workers share; results depend on it, not on the number of workers.
        public var shards = 2
        /// Longest sequence in training; longer sentences are seen in windows.
        public var maximumSubwords = 128
        /// Seed of everything that is drawn.
        public var seed = 1
        /// The run ends after this many steps, if it gets so far; the learning rate falls to 0 there.
        public var steps: Int?
    }

    /// Which words the vocabulary is given as entries of their own.
    public struct Vocabulary: Sendable, Equatable {
        /// Most words that are added.
        public var additions: Int
        /// How often a word has to occur.
        public var minimumCount = 3
        /// Files whose words are counted beside those of the corpora: plain text, one document a line.
        public var texts: [String] = []

        /// Adds so many words of the corpora.
        public init(additions: Int) {
            self.additions = additions
        }
    }

    /// When the model is scored and the state is saved.
    public struct Evaluation: Sendable, Equatable {
        /// Scores on the devel splits an epoch.
        public var perEpoch = 1
        /// Most sentences of a corpus' devel split that are scored, chosen by chance; nil for all.
        public var sentences: Int?
        /// Steps between two checkpoints.
        public var checkpointSteps = 200
        /// Steps between two lines of the log.
        public var logSteps = 10
    }

    /// Name of the model that it makes.
    public var name: String
    /// Folder of the model to start from.
    public var initialise: String
    /// Folder of the corpora; the command line's --data goes before it.
    public var data: String?
    /// The corpora.
    public var corpora: [CorpusDefinition]
    /// Most sentences of a corpus' train split, chosen by chance; nil for all.
    public var sentences: Int?
    /// The tags around a sentence.
    public var tags = TagScheme()
    /// The layer at which the tags join.
    public var tagLayer = 0
    /// The words that the vocabulary is given; nil for none.
    public var vocabulary: Vocabulary?
    /// The contexts that are mixed in; nil for those of the model to start from, if it has any.
    public var features: Features?
    /// Folder of the model that parses the corpora where contexts are mixed in; the command line's --syntax-model goes
    /// before it. Nil for the model that comes with Syntag.
    public var syntax: String?
    /// How the model is made.
    public var model = Model()
    /// How steps are made.
    public var optimizer = Optimizer()
    /// How long.
    public var schedule = Schedule()
    /// When it is scored.
    public var evaluation = Evaluation()

    /// Makes a configuration with the defaults.
    public init(name: String, initialise: String, corpora: [CorpusDefinition]) {
        self.name = name
        self.initialise = initialise
        self.corpora = corpora
    }

    /// The values on which the bits of the result depend, one a line; for the digest that a checkpoint keeps.
    ///
    /// What the exported weights are rounded to is left out of the settings: nothing that a checkpoint holds depends on
    /// it.
    var canonical: String {
        // So runs that began before there were these keys have the digest that they had.
        let absent: Set<Substring> = ["  - vocabulary: nil", "  - features: nil", "  - syntax: nil"]
        let lines = settings.split(separator: "\n").filter {
            !absent.contains($0) && !$0.drop { $0 == " " }.hasPrefix("- weights: ")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
