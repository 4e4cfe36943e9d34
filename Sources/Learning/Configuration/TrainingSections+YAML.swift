internal import Configuration
internal import Yams

// The sections that training files of all tasks have. What a section does not name stays as it is.

extension TrainingConfiguration.Optimizer {
    mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var reader = try OptionReader(node, file: file, subject: "`optimizer`")
        learningRate = try reader.fraction("learning_rate", in: 1e-8...1) ?? learningRate
        warmup = try reader.fraction("warmup", in: 0...1) ?? warmup
        options.beta1 = try reader.fraction("beta1", in: 0...0.9999) ?? options.beta1
        options.beta2 = try reader.fraction("beta2", in: 0...0.99999) ?? options.beta2
        options.epsilon = try reader.fraction("epsilon", in: 1e-12...1) ?? options.epsilon
        options.weightDecay = try reader.fraction("weight_decay", in: 0...1) ?? options.weightDecay
        options.clip = try reader.fraction("clip", in: 1e-6...1e6) ?? options.clip
        options.layerDecay = try reader.fraction("layer_decay", in: 0.1...1) ?? options.layerDecay
        options.headFactor = try reader.fraction("head_factor", in: 0...1000) ?? options.headFactor
        options.tagFactor = try reader.fraction("tag_factor", in: 0...1000) ?? options.tagFactor
        if let average = try reader.fraction("average", in: 0...0.99999) {
            self.average = average == 0 ? nil : average
        }
        try reader.finish()
    }
}

extension TrainingConfiguration.Schedule {
    mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`schedule`")
        epochs = try options.number("epochs", in: 1...1000) ?? epochs
        batchTokens = try options.number("batch_tokens", in: 16...1_000_000) ?? batchTokens
        accumulate = try options.number("accumulate", in: 1...1000) ?? accumulate
        microTokens = try options.number("micro_tokens", in: 16...65_536) ?? microTokens
        shards = try options.number("shards", in: 1...64) ?? shards
        maximumSubwords = try options.number("max_subwords", in: 16...4096) ?? maximumSubwords
        seed = try options.number("seed", in: 0...Int(Int32.max)) ?? seed
        steps = try options.number("steps", in: 1...100_000_000) ?? steps
        try options.finish()
    }
}

extension TrainingConfiguration.Evaluation {
    mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`evaluation`")
        perEpoch = try options.number("per_epoch", in: 1...1000) ?? perEpoch
        sentences = try options.number("sentences", in: 1...10_000_000) ?? sentences
        checkpointSteps = try options.number("checkpoint_steps", in: 1...10_000_000) ?? checkpointSteps
        logSteps = try options.number("log_steps", in: 1...1_000_000) ?? logSteps
        try options.finish()
    }
}
