import Entities
import Files
import Pipelines
import Records
import Sentences
import Syntax

/// A model that `syntag model` looks at.
enum NamedModel {
    case sentences(BoundaryModel, folder: String)
    case entities(EntityModel)
    case syntax(SyntaxModel)

    /// The model of a folder, of the kind that its configuration says; without a folder the default models there are.
    static func models(in folder: String?) throws -> [NamedModel] {
        let locations = ModelLocations(named: folder)
        if let folder { return [try model(of: ModelLocations.task(of: folder) ?? .entities, in: folder)] }
        var models: [NamedModel] = []
        if let sentences = try? locations.folder(of: .sentences) {
            models.append(try model(of: .sentences, in: sentences))
        }
        if let syntax = try? locations.folder(of: .syntax) { models.append(try model(of: .syntax, in: syntax)) }
        let entities = Result { try locations.folder(of: .entities) }
        if let found = try? entities.get() { models.append(try model(of: .entities, in: found)) }
        if models.isEmpty { _ = try entities.get() }
        return models
    }

    private static func model(of task: ModelTask, in folder: String) throws -> NamedModel {
        switch task {
        case .syntax: .syntax(try SyntaxModel(folder: folder))
        case .sentences: .sentences(try BoundaryModel(folder: folder), folder: folder)
        case .entities: .entities(try EntityModel(folder: folder))
        }
    }

    /// The folder it was read from.
    var folder: String {
        switch self {
        case .sentences(_, let folder): folder
        case .entities(let model): model.folder
        case .syntax(let model): model.folder
        }
    }

    /// The first digits of its digest.
    var digest: String {
        switch self {
        case .sentences(let model, _): String(model.digest.hexadecimal.prefix(12))
        case .entities(let model): String(model.digest.hexadecimal.prefix(12))
        case .syntax(let model): String(model.digest.hexadecimal.prefix(12))
        }
    }
}
