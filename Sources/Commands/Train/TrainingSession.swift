import Learning

/// A training run at the terminal: a live line for the person, signals for the run.
struct TrainingSession {
    private let training: TrainingRun
    private let name: String?
    private let signals: StopSignals

    /// Makes the session of a run; `name` stands before the live line where there are several runs.
    init(_ training: TrainingRun, name: String? = nil, signals: StopSignals) {
        self.training = training
        self.name = name
        self.signals = signals
    }

    /// Runs until the end or until a signal stops it.
    func run() throws -> TrainingRun.Outcome {
        let progress = training.progress
        let training = training
        let name = name
        signals.onStop { training.stop() }
        let bar = ProgressBar {
            let state = progress.state
            var label = name.map { "\($0): \(state.label)" } ?? state.label
            if let loss = state.loss { label += "  loss \(Format.decimal(loss, places: 4))" }
            return .init(
                fraction: state.fraction, label: label, done: state.tokens, noun: "sub-words", start: state.start)
        }
        defer { bar.finish() }
        return try training.run()
    }
}
