internal import Synchronization

/// How far a run is, for the person who watches it; safe to read from any thread.
public final class TrainingProgress: Sendable {
    /// A run at one moment.
    public struct State: Sendable {
        /// What is being done: "epoch 2/4", "devel".
        public var label = "reading"
        /// Share of the run's steps that are made, 0 to 1.
        public var fraction = 0.0
        /// The share that was made when this part of the run began: above 0 when it goes on from a checkpoint.
        public var start = 0.0
        /// Sub-words seen by this part of the run.
        public var tokens = 0
        /// Mean loss a word of the latest steps; nil before the first.
        public var loss: Double?
    }

    private let current = Mutex(State())

    /// Begins at nothing.
    public init() {}

    /// The run at this moment.
    public var state: State { current.withLock { $0 } }

    func update(_ change: (inout State) -> Void) { current.withLock { change(&$0) } }
}
