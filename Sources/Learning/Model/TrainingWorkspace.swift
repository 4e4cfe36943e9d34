/// The memory that one thread trains in. It grows with the batches it sees and is used again for each.
public final class TrainingWorkspace {
    /// Makes a workspace for models of these options.
    public init(_ options: ModelOptions) {}
}
