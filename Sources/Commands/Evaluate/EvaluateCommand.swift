import ArgumentParser

/// `syntag evaluate`: scores on annotated text.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score Syntag on annotated text.",
        subcommands: [
            EvaluateSentencesCommand.self, EvaluateTokensCommand.self, EvaluateSyntaxCommand.self,
            EvaluateEntitiesCommand.self,
        ])
}
