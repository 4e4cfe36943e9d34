import Configuration
import Documents
import Entities
import Records

/// `entities`: tags genes, diseases, chemicals and species with the tag-pair model.
///
/// With a model that reads syntax, a stage has to stand before it that provides it.
///
/// Options: `tags` (names of corpora whose annotation style is asked for; the model's own choice by default),
/// `minimum_score` (0 to 1), `batch_tokens` (sub-words that the encoder takes at once), `model` (a folder).
struct EntitiesStage: StageType {
    static let typeName = "entities"
    static let requires: Set<Feature> = [.text, .sentences]
    static let provides: Set<Feature> = [.entities]

    /// Names of the tags to ask for; nil for the model's own choice.
    var tags: [String]?
    /// Entities below this score are left out.
    var minimumScore: Float?
    /// Most sub-words in a batch of the encoder.
    var batchTokens: Int?
    /// Folder of the model; nil for the default model.
    var model: String?

    init() {}

    init(options: inout OptionReader) throws(DefinitionError) {
        tags = try options.texts("tags")
        minimumScore = try options.fraction("minimum_score", in: 0...1)
        batchTokens = try options.number("batch_tokens", in: 64...65_536)
        model = try options.text("model")
    }

    var summary: String {
        "tags \(tags ?? []) minimum \(minimumScore ?? 0)"
    }

    func prepare(models: ModelLocations) throws -> any PreparedStage {
        let model = try EntityModel(folder: models.folder(of: .entities, named: model))
        var options = EntityTaggerOptions()
        if let tags { options.tags = try model.tags(named: tags).map(\.name) }
        if let minimumScore { options.minimumScore = minimumScore }
        if let batchTokens { options.batchTokens = batchTokens }
        return Prepared(entities: model, options: options)
    }

    private struct Prepared: PreparedStage {
        let entities: EntityModel
        let options: EntityTaggerOptions

        var model: ModelStamp.Part? { .init(task: .entities, name: entities.name, digest: entities.digest) }

        var requires: Set<Feature> {
            switch entities.features?.context {
            case nil: []
            case .pos: [.pos]
            case .syn: [.constituents]
            case .dep: [.dependencies]
            }
        }

        func makeWorker() throws -> any StageWorker {
            Worker(tagger: try EntityTagger(model: entities, options: options))
        }
    }

    private struct Worker: StageWorker {
        let tagger: EntityTagger

        func process(_ window: inout Window) { tagger.tag(&window.documents) }
    }
}
