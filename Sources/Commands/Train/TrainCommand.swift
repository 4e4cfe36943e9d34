import ArgumentParser

/// `syntag train`: makes models.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model.",
        subcommands: [
            TrainEncoderCommand.self, TrainEntitiesCommand.self, TrainSentencesCommand.self, TrainSyntaxCommand.self,
        ])
}
