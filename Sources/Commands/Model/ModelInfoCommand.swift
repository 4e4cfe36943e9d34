import ArgumentParser
import Pipelines
import Records

/// `syntag model info`: what a model folder holds.
struct ModelInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show a model's name, digest, size, tags and labels.",
        discussion: """
            EXAMPLES
              syntag model info
              syntag model info Models/entities
              syntag model info my-parser
            """)

    @Argument(help: "Model folder; the models that come with Syntag by default.", completion: .directory)
    var folder: String?

    func run() throws {
        try reporting {
            for (number, model) in try NamedModel.models(in: folder).enumerated() {
                if number > 0 { Console.result("") }
                for (key, value) in model.facts { Console.result(Format.padded(key, to: 12) + value) }
            }
            return .done
        }
    }
}
