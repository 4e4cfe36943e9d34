internal import Encoder
internal import Files
internal import Foundation
internal import Tensors

/// What a model's card says of how it was made, whatever its task.
struct RunFacts {
    let start: StartingModel
    /// How the weights are stored.
    let weights: WeightType
    /// The shape of the encoder as it was trained.
    let encoder: EncoderConfiguration
    let optimizer: TrainingConfiguration.Optimizer
    let schedule: TrainingConfiguration.Schedule
    /// What dropout there was.
    let dropout: String
    let corpora: [String]
    /// Steps of the model and of the whole run.
    let step: Int, steps: Int

    /// Rows of a table, with those of the task behind the start.
    func rows(_ own: [(String, String)] = []) -> [(String, String)] {
        let shape = "BERT, \(encoder.layerCount) layers x \(encoder.hiddenSize), \(encoder.headCount) heads"
        let case_ = start.lowercase ? "uncased" : "cased"
        let words = start.words.isEmpty ? "" : " + \(start.words.count) words"
        let tags = start.encoder.vocabularySize - start.baseCount - start.words.count
        var training = "\(schedule.epochs) epochs"
        if let limit = schedule.steps { training = "at most \(limit) steps" }
        training += ", batches of \(schedule.batchTokens * schedule.accumulate) sub-words"
        training += ", AdamW, learning rate \(optimizer.learningRate), dropout \(dropout), seed \(schedule.seed)"
        let name = URL(fileURLWithPath: start.folder).lastPathComponent
        return [
            ("encoder", "\(shape), \(case_), \(start.baseCount) sub-words + \(tags) tags\(words)"),
            ("start", "`\(name)`, \(start.digest.hexadecimal.prefix(12))"),
        ] + own + [
            ("corpora", corpora.joined(separator: ", ")), ("training", training),
            (
                "weights",
                optimizer.average.map { "averaged with decay \($0), \(weights.precision)" } ?? weights.precision
            ),
            ("step", "\(step) of \(steps)"), ("date", String(ISO8601DateFormatter().string(from: Date()).prefix(10))),
        ]
    }
}

extension WeightType {
    /// What a card calls it.
    var precision: String {
        switch self {
        case .float32: "32 bit"
        case .float16, .bfloat16: "16 bit"
        case .int8: "8 bit with a scale a row"
        }
    }
}
