import ArgumentParser

/// `syntag evaluate`: scores of a model on annotated text.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score a model on annotated text.",
        subcommands: [EvaluateEntitiesCommand.self])
}
