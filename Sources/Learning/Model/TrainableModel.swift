/// What a batch is made of.
public protocol TrainingItem: Sendable {
    /// Sub-words that the encoder sees of it, special tokens and tags included.
    var tokenCount: Int { get }
}

/// A model that the trainer can train, whatever its task.
///
/// Several threads may run steps at once, each with its own workspace and gradients, as long as nobody changes the
/// parameters; after a change, `refresh` comes before the next step.
public protocol TrainableModel: AnyObject, Sendable {
    /// What a batch is made of.
    associatedtype Item: TrainingItem
    /// The memory that one thread works in.
    associatedtype Workspace: AnyObject
    /// What the model says of one item.
    associatedtype Prediction: Sendable

    /// Its parameters.
    var parameters: ParameterBuffer { get }

    /// A workspace for models of this shape.
    func makeWorkspace() -> Workspace

    /// A model of the same shape that reads other parameters.
    func sharingShape(with parameters: ParameterBuffer) -> Self

    /// Takes note of changed parameters, on this many threads.
    func refresh(threads: Int)

    /// Adds the gradients of a batch's summed loss to `gradients`; `seed` decides what dropout drops.
    func step(_ batch: [Item], seed: UInt64, gradients: GradientBuffer, workspace: Workspace) -> StepResult

    /// What the model says of every item, without dropout.
    func predict(_ batch: [Item], workspace: Workspace) -> [Prediction]
}
