public import Tensors

/// Everything that going on with the training of an encoder depends on, as a YAML file gives it.
public struct PretrainingConfiguration: Sendable, Equatable {
    /// How the model is made.
    public struct Model: Sendable, Equatable {
        /// Dropout of hidden numbers and of attention's weights.
        public var dropout: Float = 0.1
        /// What the weights of the model's folder are rounded to.
        public var weights = WeightType.float32
    }

    /// Name of the model that it makes.
    public var name: String
    /// Folder of the model to start from.
    public var initialise: String
    /// Folder of the texts; the command line's --data goes before it.
    public var data: String?
    /// The texts.
    public var texts: [TextDefinition]
    /// The part of the documents that is scored during training, and not trained on; 0 for none.
    public var heldOut: Float = 0.01
    /// How sub-words are hidden.
    public var masking = MaskingSettings()
    /// How the model is made.
    public var model = Model()
    /// How steps are made.
    public var optimizer = Self.usualOptimizer
    /// How long.
    public var schedule = Self.usualSchedule
    /// When it is scored.
    public var evaluation = Self.usualEvaluation

    private static var usualOptimizer: TrainingConfiguration.Optimizer {
        var optimizer = TrainingConfiguration.Optimizer()
        optimizer.learningRate = 3e-4
        optimizer.warmup = 0.05
        return optimizer
    }

    private static var usualSchedule: TrainingConfiguration.Schedule {
        var schedule = TrainingConfiguration.Schedule()
        schedule.epochs = 2
        schedule.batchTokens = 4096
        return schedule
    }

    /// An epoch is hours, and a checkpoint some hundred megabytes.
    private static var usualEvaluation: TrainingConfiguration.Evaluation {
        var evaluation = TrainingConfiguration.Evaluation()
        evaluation.perEpoch = 4
        return evaluation
    }

    /// Makes a configuration with the defaults.
    public init(name: String, initialise: String, texts: [TextDefinition]) {
        self.name = name
        self.initialise = initialise
        self.texts = texts
    }

    /// The values on which the bits of the result depend, one a line; for the digest that a checkpoint keeps. What the
    /// exported weights are rounded to is left out: nothing that a checkpoint holds depends on it.
    var canonical: String {
        let lines = settings.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("- weights: ") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PretrainingConfiguration: TrainingTask {
    func prepare(_ resources: RunResources) throws -> PreparedPretraining {
        try PreparedPretraining(self, resources)
    }
}

extension TrainingRun {
    /// Makes a run that goes on with the training of an encoder; nothing is read or written yet.
    public convenience init(_ configuration: PretrainingConfiguration, options: Options) {
        self.init(task: configuration, options: options)
    }
}
