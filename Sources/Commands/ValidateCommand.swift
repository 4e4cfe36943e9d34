import ArgumentParser
import Pipelines

/// `syntag validate`: checks a pipeline file without running it.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a pipeline file.",
        discussion: """
            Says whether the file can be run: its keys and values, the order of its stages, its model and tags. If not, where
            the fault is and what to do; ends with code 78 for a bad file.

            EXAMPLES
              syntag validate pipelines/pubmed.yaml
            """)

    @Argument(help: "Pipeline file (YAML).", completion: .file())
    var file: String

    func run() throws {
        try reporting {
            let definition = try PipelineDefinition(contentsOf: file)
            _ = try Annotator(definition: definition, models: ModelLocations(), options: .init(jobs: 1))
            let stages = definition.stages.map(\.typeName).joined(separator: ", ")
            Console.result("\(file): pipeline `\(definition.name)` is valid: \(stages)")
            return .done
        }
    }
}
