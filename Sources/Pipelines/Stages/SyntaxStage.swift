import Configuration
import Documents
import Records
import Syntax

/// `syntax`: finds parts of speech, dependencies and constituents.
///
/// Options: `tag` (name of the corpus whose style is asked for; the model's own choice by default), `batch_tokens`
/// (sub-words that the encoder takes at once), `model` (a folder).
struct SyntaxStage: StageType {
    static let typeName = "syntax"
    static let requires: Set<Feature> = [.text, .sentences]
    static let provides: Set<Feature> = [.pos, .upos, .dependencies, .constituents]

    /// Name of the tag to ask for; nil for the model's own choice.
    var tag: String?
    /// Most sub-words in a batch of the encoder.
    var batchTokens: Int?
    /// Folder of the model; nil for the default model.
    var model: String?

    init() {}

    init(options: inout OptionReader) throws(DefinitionError) {
        tag = try options.text("tag")
        batchTokens = try options.number("batch_tokens", in: 64...65_536)
        model = try options.text("model")
    }

    var summary: String { "tag \(tag ?? "")" }

    func prepare(models: ModelLocations) throws -> any PreparedStage {
        let model = try SyntaxModel(folder: models.folder(of: .syntax, named: model))
        var options = SyntaxParserOptions(tag: try model.tag(named: tag).name)
        if let batchTokens { options.batchTokens = batchTokens }
        return Prepared(syntax: model, options: options)
    }

    private struct Prepared: PreparedStage {
        let syntax: SyntaxModel
        let options: SyntaxParserOptions

        var model: ModelStamp.Part? { .init(task: .syntax, name: syntax.name, digest: syntax.digest) }

        func makeWorker() throws -> any StageWorker {
            Worker(parser: try SyntaxParser(model: syntax, options: options))
        }
    }

    private struct Worker: StageWorker {
        let parser: SyntaxParser

        func process(_ window: inout Window) { parser.parse(&window.documents) }
    }
}
