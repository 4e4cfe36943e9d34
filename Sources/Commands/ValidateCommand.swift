import ArgumentParser
import Configuration
import Learning
import Pipelines

/// `syntag validate`: checks a pipeline, training or experiment file without running it.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a pipeline, training or experiment file.",
        discussion: """
            Says whether the file can be run: its keys and values, the order of its stages, its model and tags. If not, where
            the fault is and what to do; ends with code 78 for a bad file.

            EXAMPLES
              syntag validate pipelines/pubmed.yaml
              syntag validate pipelines/training/entities.yaml
              syntag validate pipelines/syntax.yaml --model my-parser
            """)

    @Argument(help: "Pipeline, training or experiment file (YAML).", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "Folder of a model that a pipeline is to be run with; may be given again.", valueName: "folder"),
        completion: .directory)
    var model: [String] = []

    func run() throws {
        try reporting {
            Console.result("\(file): \(try verdict())")
            return .done
        }
    }

    /// What a good file is; the kind of a file is told by the key that only this kind has.
    private func verdict() throws -> String {
        let root = try DefinitionFile.root(
            yaml: DefinitionFile.text(of: file), file: file, example: "pipelines/pubmed.yaml")
        var reader = try OptionReader(root, file: file, subject: "the file")
        let keys = reader.names
        if keys.contains("variants") {
            let definition = try ExperimentDefinition(contentsOf: file)
            try definition.check(upon: TrainingConfiguration(contentsOf: definition.training))
            return Self.verdict("experiment", definition.name, definition.variants.map(\.name))
        }
        if keys.contains("task"), try reader.text("task") == PretrainingConfiguration.task {
            let training = try PretrainingConfiguration(contentsOf: file)
            return Self.verdict("training", training.name, training.texts.map(\.file))
        }
        if keys.contains("task") {
            let training = try SyntaxTrainingConfiguration(contentsOf: file)
            return Self.verdict("training", training.name, training.corpora.map(\.name))
        }
        if keys.contains("texts") {
            let training = try BoundaryConfiguration(contentsOf: file)
            return Self.verdict("training", training.name, training.corpora.map(\.name))
        }
        if keys.contains("corpora") {
            let training = try TrainingConfiguration(contentsOf: file)
            return Self.verdict("training", training.name, training.corpora.map(\.name))
        }
        let definition = try PipelineDefinition(contentsOf: file)
        _ = try Annotator(definition: definition, models: ModelLocations(named: model), options: .init(jobs: 1))
        return Self.verdict("pipeline", definition.name, definition.stages.map(\.typeName))
    }

    private static func verdict(_ kind: String, _ name: String, _ parts: [String]) -> String {
        "\(kind) `\(name)` is valid: \(parts.joined(separator: ", "))"
    }
}
