internal import Dispatch
internal import Files

/// The steps of a run from where it stands to its end.
struct TrainingLoop {
    let run: TrainingRun
    let prepared: PreparedRun
    let log: TrainingLog
    var state: RunState

    private var epoch = -1
    private var batches: [[Int]] = []
    /// Steps since this part of the run began.
    private var ownSteps = 0
    /// Seconds of training, all parts of the run together.
    private var seconds: Double
    /// Sub-words and time since the last line of the log.
    private var window = (tokens: 0, seconds: 0.0)
    /// The averaged weights in a model of their own, made when they are first scored.
    private var averaged: TrainableEntityModel?

    init(run: TrainingRun, prepared: PreparedRun, log: TrainingLog, state: RunState) {
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
        let step = prepared.trainer.step(state.step, batch: numbers.map { prepared.data.sequences[$0] })
        let taken = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
        guard step.norm.isFinite, step.result.loss.isFinite else {
            throw TrainingError(.diverged(step: state.step), path: run.configuration.name)
        }
        state.add(step)
        seconds += taken
        ownSteps += 1
        window.tokens += step.tokens
        window.seconds += taken
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
        try log.write(
            "step", step: state.step,
            [
                ("epoch", .number(prepared.steps.epochs(after: state.step))), ("loss", .number(loss)),
                ("rate", .number(Double(step.rate))), ("norm", .number(step.norm)),
                ("seconds", .number((seconds * 1000).rounded() / 1000)),
                ("subwords_per_second", .number((Double(window.tokens) / max(window.seconds, 1e-9)).rounded())),
            ])
        window = (0, 0)
        run.progress.update { $0.loss = loss }
    }

    /// Scores the weights, or their average, and keeps the model when it is the best; false when it was stopped.
    private mutating func evaluate() throws -> Bool {
        run.progress.update { $0.label = "devel" }
        let model = scoredModel()
        let run = run
        let scores = prepared.evaluator.score(
            model, step: state.step,
            progress: { share in run.progress.update { $0.label = "devel \(Int(share * 100))%" } },
            isStopped: { run.isStopRequested })
        guard let scores else { return false }
        let previous = state.best
        state.evaluations.append(scores)
        let names = prepared.data.devel.map(\.name)
        if !names.isEmpty {
            try log.write(
                "devel", step: state.step,
                [
                    ("epoch", .number(prepared.steps.epochs(after: state.step))), ("mean", .number(scores.mean)),
                    ("f1", .scores(Array(zip(names, scores.f1)))),
                ])
        }
        if run.options.exports, state.best != previous || previous == nil || names.isEmpty {
            let folder = ModelFolder(
                path: "\(run.options.output)/model", configuration: run.configuration, start: prepared.start)
            try folder.write(model, scores: scores, names: names, steps: total)
        }
        return true
    }

    /// The model whose weights are scored and exported.
    private mutating func scoredModel() -> TrainableEntityModel {
        let trainer = prepared.trainer
        guard let average = trainer.average else { return trainer.model }
        let model: TrainableEntityModel
        if let averaged {
            model = averaged
        } else {
            let parameters = ParameterBuffer(parameters: trainer.parameters.parameters)
            model = TrainableEntityModel(options: trainer.model.options, parameters: parameters)
            averaged = model
        }
        average.write(to: model.parameters, from: trainer.parameters)
        model.refresh()
        return model
    }

    private func save() throws {
        try Checkpoint.write(state, of: prepared.trainer, to: run.checkpointPath)
        let curves = LearningCurves(state: state, steps: prepared.steps, names: prepared.data.devel.map(\.name))
        let file = try AtomicFile(path: "\(run.options.output)/curves.svg")
        try file.write(Array(curves.svg.utf8))
        try file.commit()
    }

    private func stop(saved: Int) throws -> TrainingRun.Outcome {
        if saved != state.step { try save() }
        try log.write("stop", step: state.step, [])
        return .stopped(step: state.step)
    }

    private func finish() throws -> TrainingRun.Outcome {
        let best = state.best ?? DevelEvaluator.Scores(step: state.step, f1: [])
        let summary = TrainingSummary(
            corpora: prepared.data.devel.map(\.name), f1: best.f1, bestStep: best.step, steps: state.step,
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
