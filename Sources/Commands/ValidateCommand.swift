import ArgumentParser
import Pipelines

/// `syntag validate`: checks a pipeline file without running it.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a pipeline file.",
        discussion: """
            Says whether the file can be run; if not, where the fault is and what to do. Ends with code 78 for a bad file.

            EXAMPLES
              syntag validate pipelines/pubmed.yaml
            """)

    @Argument(help: "Pipeline file (YAML).", completion: .file())
    var file: String

    func run() throws {
        try reporting {
            let definition = try PipelineDefinition(contentsOf: file)
            let stages = definition.stages.map(\.typeName).joined(separator: ", ")
            Console.result("\(file): pipeline `\(definition.name)` is well: \(stages)")
            return .done
        }
    }
}
