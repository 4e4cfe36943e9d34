internal import Dispatch
internal import Files

/// The steps of a run from where it stands to its end.
struct TrainingLoop<Prepared: PreparedTask> {
    let run: TrainingRun
    let prepared: Prepared
    let log: TrainingLog
    var state: RunState

    private var epoch = -1
    private var batches: [[Int]] = []
    /// Steps since this part of the run began.
    private var ownSteps = 0
    /// Seconds of training, all parts of the run together.
    private var seconds: Double
    /// Sub-words and time since the last line of the log.
    private var window = (tokens: 0, seconds: 0.0, result: StepResult())
    /// The averaged weights in a model of their own, made when they are first scored.
    private var averaged: Prepared.Model?

    init(run: TrainingRun, prepared: Prepared, log: TrainingLog, state: RunState) {
        self.run = run
        self.prepared = prepared
        self.log = log
        self.state = state
        seconds = log.seconds
    }

    private var total: Int { prepared.steps.total }
    private var isPaused: Bool { run.isStopRequested || run.options.pauseAfter.map { ownSteps >= $0 } ?? false }

    mutating func proceed() throws -> TrainingRun.Outcome {
        var saved = state.step
        while true {
            var isEvaluated = false
            if prepared.steps.evaluations.contains(state.step), state.evaluations.last?.step != state.step {
                isEvaluated = try evaluate()
                if !isEvaluated { return try stop(saved: saved) }
            }
            if isEvaluated || (state.step - saved >= run.configuration.evaluation.checkpointSteps) {
                try save()
                saved = state.step
            }
            guard state.step < total else { return try finish() }
            if isPaused { return try stop(saved: saved) }
            try step()
        }
    }

    /// Makes a step.
    private mutating func step() throws {
        let epoch = prepared.steps.epoch(of: state.step)
        if epoch != self.epoch {
            batches = prepared.plan(epoch: epoch)
            self.epoch = epoch
        }
        let accumulate = run.configuration.schedule.accumulate
        let first = (state.step - prepared.steps.starts[epoch]) * accumulate
        let numbers = batches[first..<min(first + accumulate, batches.count)].joined()
        let begun = DispatchTime.now().uptimeNanoseconds
        let step = prepared.trainer.step(state.step, batch: numbers.map { prepared.item($0, epoch: epoch) })
        let taken = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
        guard step.norm.isFinite, step.result.loss.isFinite else {
            throw TrainingError(.diverged(step: state.step), path: run.configuration.name)
        }
        state.add(step)
        seconds += taken
        ownSteps += 1
        window.tokens += step.tokens
        window.seconds += taken
        window.result = window.result + step.result
        let label = "epoch \(epoch + 1)/\(prepared.steps.starts.count - 1)"
        run.progress.update { progress in
            progress.label = label
            progress.fraction = Double(state.step) / Double(total)
            progress.tokens += step.tokens
        }
        if state.step % run.configuration.evaluation.logSteps == 0 || state.step == total { try note(step) }
    }

    /// Closes a point of the loss curve and writes a line of the log.
    private mutating func note(_ step: TrainingStep) throws {
        let loss = state.closeLoss()
        var values: [(String, TrainingLog.Value)] = [
            ("epoch", .number(prepared.steps.epochs(after: state.step))), ("loss", .number(loss)),
            ("rate", .number(Double(step.rate))), ("norm", .number(step.norm)),
            ("seconds", .number((seconds * 1000).rounded() / 1000)),
            ("subwords_per_second", .number((Double(window.tokens) / max(window.seconds, 1e-9)).rounded())),
        ]
        let words = Double(max(window.result.words, 1)), parts = window.result.parts.map { ($0.name, $0.loss / words) }
        if !parts.isEmpty { values.append(("losses", .scores(parts))) }
        try log.write("step", step: state.step, values)
        window = (0, 0, StepResult())
        run.progress.update { $0.loss = loss }
    }

    /// Scores the weights, or their average, and keeps the model when it is the best; false when it was stopped.
    private mutating func evaluate() throws -> Bool {
        run.progress.update { $0.label = "devel" }
        let model = scoredModel()
        let run = run
        let scores = prepared.score(
            model, step: state.step,
            progress: { share in run.progress.update { $0.label = "devel \(Int(share * 100))%" } },
            isStopped: { run.isStopRequested })
        guard let scores else { return false }
        let previous = state.best
        state.evaluations.append(scores)
        let names = prepared.scoreNames
        if !names.corpora.isEmpty {
            try log.write(
                "devel", step: state.step,
                [
                    ("epoch", .number(prepared.steps.epochs(after: state.step))), ("mean", .number(scores.mean)),
                    (names.measures.isEmpty ? "f1" : "scores", .scores(names.list(scores))),
                ])
        }
        if run.options.exports, state.best != previous || previous == nil || names.corpora.isEmpty {
            try prepared.write(model, scores: scores, to: "\(run.options.output)/model")
        }
        return true
    }

    /// The model whose weights are scored and exported.
    private mutating func scoredModel() -> Prepared.Model {
        let trainer = prepared.trainer
        guard let average = trainer.average else { return trainer.model }
        let model: Prepared.Model
        if let averaged {
            model = averaged
        } else {
            let parameters = ParameterBuffer(parameters: trainer.parameters.parameters)
            model = trainer.model.sharingShape(with: parameters)
            averaged = model
        }
        average.write(to: model.parameters, from: trainer.parameters)
        model.refresh(threads: 1)
        return model
    }

    private func save() throws {
        try Checkpoint.write(state, of: prepared.trainer, to: run.checkpointPath)
        let curves = LearningCurves(state: state, steps: prepared.steps, names: prepared.scoreNames)
        try AtomicFile.write(Array(curves.svg.utf8), to: "\(run.options.output)/curves.svg")
    }

    private func stop(saved: Int) throws -> TrainingRun.Outcome {
        if saved != state.step { try save() }
        try log.write("stop", step: state.step, [])
        return .stopped(step: state.step)
    }

    private func finish() throws -> TrainingRun.Outcome {
        let best = state.best ?? DevelScores(step: state.step, values: [])
        let names = prepared.scoreNames
        let summary = TrainingSummary(
            corpora: names.corpora, f1: best.values,
            measures: best.measures.map { _ in names.list(best).map(TrainingSummary.Measure.init) },
            bestStep: best.step, steps: state.step,
            tokens: state.tokens, seconds: seconds)
        try log.write(
            "end", step: state.step,
            [
                ("best_step", .count(summary.bestStep)), ("mean", .number(summary.mean)),
                ("seconds", .number((seconds * 1000).rounded() / 1000)), ("subwords", .count(state.tokens)),
            ])
        return .finished(summary)
    }
}
