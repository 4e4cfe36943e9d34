import ArgumentParser

/// `syntag model`: looks at model folders and rewrites them.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at a model folder, check it, or round its weights.",
        subcommands: [ModelInfoCommand.self, ModelVerifyCommand.self, ModelConvertCommand.self])
}
