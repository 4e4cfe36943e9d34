import ArgumentParser

/// `syntag model`: looks at model folders, rewrites them, and makes them of published checkpoints.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at a model folder, check it, round its weights, or import a checkpoint.",
        subcommands: [
            ModelInfoCommand.self, ModelVerifyCommand.self, ModelConvertCommand.self, ModelImportCommand.self,
        ])
}
