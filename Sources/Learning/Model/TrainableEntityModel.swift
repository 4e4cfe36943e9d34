internal import Encoder

/// A model under training: losses and gradients of batches, and the labels it would give.
public final class TrainableEntityModel: @unchecked Sendable {
    /// What it is made of.
    public let options: ModelOptions
    /// Its parameters.
    public let parameters: ParameterBuffer

    /// Makes a model that reads these parameters.
    public init(options: ModelOptions, parameters: ParameterBuffer) {
        self.options = options
        self.parameters = parameters
    }

    /// Takes note of changed parameters; needed after every change, before the next step.
    public func refresh() {}

    /// Adds the gradients of a batch's summed loss to `gradients`.
    public func step(
        _ batch: [TrainingSequence], seed: UInt64, gradients: GradientBuffer, workspace: TrainingWorkspace
    ) -> StepResult {
        StepResult()
    }

    /// The labels of the labelled words of every sequence, without dropout.
    public func predict(_ batch: [TrainingSequence], workspace: TrainingWorkspace) -> [[Int32]] { [] }
}
