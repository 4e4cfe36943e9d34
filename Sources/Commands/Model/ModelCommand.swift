import ArgumentParser

/// `syntag model`: looks at model folders.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at a model folder, or check it.",
        subcommands: [ModelInfoCommand.self, ModelVerifyCommand.self])
}
