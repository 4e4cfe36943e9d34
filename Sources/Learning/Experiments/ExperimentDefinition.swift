/// A table of the paper, or one of settings: variants of the model that are trained at one budget and compared.
public struct ExperimentDefinition: Sendable, Equatable {
    /// A row of the table.
    public struct Variant: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Whether a model of its own is trained for each corpus of the table.
        public var separate = false
        /// Names of the corpora that one model is trained on; nil for those of the table.
        public var corpora: [String]?
        /// The tags around a sentence.
        public var tags = TagScheme()
        /// The layer at which the tags join.
        public var tagLayer = 0
        /// How labels are decoded; nil for that of the training file.
        public var decoder: ModelOptions.Decoder?
        /// The contexts that are mixed in; nil for those of the training file.
        public var features: TrainingConfiguration.Features?
        /// What it sets otherwise than the training file and the budget; nil for nothing.
        public var settings: SettingsOverride?
        /// Seeds that it is trained with, one after the other; nil for those of the table.
        public var seeds: [Int]?
        /// Whether its figures are those of others, and nothing is trained.
        public var cited = false
        /// The paper's F1 on the test sets by corpus, percent.
        public var paper: [String: Double] = [:]

        /// Makes a row with the paper's tags.
        public init(name: String) {
            self.name = name
        }
    }

    /// What every run of the table may cost; nil for what the training file says.
    public struct Budget: Sendable, Equatable {
        /// Times that the corpora are gone through.
        public var epochs: Int?
        /// The run ends after this many steps.
        public var steps: Int?
        /// Most sentences of a train split, and of a devel split.
        public var sentences: Int?, develSentences: Int?
        /// Most sub-words of a batch.
        public var batchTokens: Int?
        /// The highest learning rate.
        public var learningRate: Float?
        /// Decay of the average of the weights; 0 for none.
        public var average: Float?
        /// Seed of all runs; `seeds` go before it.
        public var seed: Int?

        /// The budget of the training file.
        public init() {}
    }

    /// Name of the table, and of the files that it gives.
    public var name: String
    /// What it shows.
    public var title: String
    /// The training file that all variants start from.
    public var training: String
    /// Names of the corpora that are compared; nil for all of the training file.
    public var columns: [String]?
    /// The row that the others are compared with; nil for none.
    public var baseline: String?
    /// What every run may cost.
    public var budget = Budget()
    /// Seeds that every row is trained with, one after the other; nil for the one seed of the budget.
    public var seeds: [Int]?
    /// The rows.
    public var variants: [Variant] = []

    /// Makes a table without rows.
    public init(name: String, title: String, training: String) {
        self.name = name
        self.title = title
        self.training = training
    }
}
