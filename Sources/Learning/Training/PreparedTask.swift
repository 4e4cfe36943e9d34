/// What a run has read and made before its first step, whatever its task.
protocol PreparedTask {
    associatedtype Model: TrainableModel

    var steps: StepPlan { get }
    var trainer: Trainer<Model> { get }
    /// Digest of everything that the bits of the result depend on.
    var digest: String { get }
    /// What the first line of the log says of the data.
    var facts: [(String, TrainingLog.Value)] { get }
    /// What is scored.
    var scoreNames: ScoreNames { get }

    /// What the model is trained on: the item of a number, as it is seen in an epoch.
    func item(_ number: Int, epoch: Int) -> Model.Item

    /// The batches of an epoch: numbers of items.
    func plan(epoch: Int) -> [[Int]]

    /// Scores a model on the devel splits; nil when it was stopped on the way.
    ///
    /// - Parameters:
    ///   - progress: called with the share that is done.
    ///   - isStopped: asked between batches.
    func score(
        _ model: Model, step: Int, progress: @Sendable (Double) -> Void, isStopped: @Sendable () -> Bool
    ) -> DevelScores?

    /// Writes a model as a folder.
    func write(_ model: Model, scores: DevelScores, to folder: String) throws
}

/// What a run can be made of: the configuration of a task.
protocol TrainingTask: Sendable {
    associatedtype Prepared: PreparedTask

    /// Name of the model that it makes.
    var name: String { get }
    /// Folder of the model to start from, and that of the corpora.
    var initialise: String { get set }
    var data: String? { get set }
    var schedule: TrainingConfiguration.Schedule { get }
    var evaluation: TrainingConfiguration.Evaluation { get set }

    /// Empties all folders that it names.
    mutating func forgetFolders()

    /// Reads what is needed and makes the trainer.
    func prepare(_ resources: RunResources) throws -> Prepared
}

/// What a run has to prepare itself with.
struct RunResources {
    /// Folder of the corpora; nil for that of the configuration.
    var data: String?
    /// Number of threads.
    var jobs = 1
    /// Folder of the model that parses corpora: the one that goes before the configuration's, and the one behind it.
    var syntax: String?, defaultSyntax: String?
    /// Folder that keeps the syntax of corpora.
    var parses: String?
    /// Told what is being done.
    var progress = TrainingProgress()
    /// Asked whether to stop.
    var isStopped: () -> Bool = { false }
}

/// A run was stopped before its first step.
struct StoppedPreparing: Error {}

extension TrainingTask {
    mutating func forgetFolders() {
        initialise = ""
        data = nil
    }

    /// All values but folders, the intervals of the log and those of checkpoints, one a line.
    ///
    /// A run may go on with other intervals, and what lies in the folders has digests of its own.
    var settings: String {
        var fixed = self
        fixed.forgetFolders()
        fixed.evaluation.checkpointSteps = 0
        fixed.evaluation.logSteps = 0
        var text = ""
        dump(fixed, to: &text)
        return text
    }
}

extension TrainingConfiguration: TrainingTask {
    mutating func forgetFolders() {
        initialise = ""
        data = nil
        syntax = nil
    }

    func prepare(_ resources: RunResources) throws -> PreparedRun { try PreparedRun(self, resources) }
}
