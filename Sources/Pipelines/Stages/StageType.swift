import Configuration
import Documents
import Records

/// A type of stage that pipeline files can name, with its options.
///
/// A new type of stage is a file in this folder and a line in `StageTypes.all`.
protocol StageType: Sendable, Equatable {
    /// The name in pipeline files.
    static var typeName: String { get }
    /// What must have been done before, whatever the options and the model.
    static var requires: Set<Feature> { get }
    /// What documents have afterwards.
    static var provides: Set<Feature> { get }

    /// The stage with its default options.
    init()

    /// Reads the options; those that are not there keep their defaults.
    init(options: inout OptionReader) throws(DefinitionError)

    /// The options as one line of text, from which it is told whether an earlier output is up to date.
    var summary: String { get }

    /// Loads what the workers share, such as a model.
    func prepare(models: ModelLocations) throws -> any PreparedStage
}

/// A stage that is ready to work.
protocol PreparedStage: Sendable {
    /// Task, name and digest of the model, for a stage that has one.
    var model: ModelStamp.Part? { get }

    /// What must have been done before beyond what the type requires, as the model needs it.
    var requires: Set<Feature> { get }

    /// Makes a worker for one thread.
    func makeWorker() throws -> any StageWorker
}

extension PreparedStage {
    /// Nothing more than the type requires.
    var requires: Set<Feature> { [] }
}

/// One thread's part of a stage.
protocol StageWorker {
    /// Adds to the window's documents what the stage provides; a document that fails goes to the window's problems.
    func process(_ window: inout Window) throws
}

/// A run of citations in file order, the unit that travels through a pipeline.
struct Window: Sendable {
    /// The citations that are well so far.
    var documents: [Document] = []
    /// The citations that failed, and why.
    var problems: [CitationProblem] = []

    /// About how many bytes the window takes in memory: its texts, and what the stages added.
    var bytes: Int {
        documents.reduce(0) { bytes, document in
            let tokens = document.sentences.reduce(0) { $0 + $1.tokens.count }
            let constituents = document.sentences.reduce(0) { $0 + ($1.constituents?.constituents.count ?? 0) }
            return bytes + document.text.utf8.count
                + tokens * (MemoryLayout<Token>.stride + MemoryLayout<Int>.stride + MemoryLayout<String>.stride)
                + constituents * MemoryLayout<ConstituencyTree.Constituent>.stride
                + document.entities.count * MemoryLayout<Entity>.stride
        }
    }

    /// Number of citations, those that failed among them.
    var count: Int { documents.count + problems.count }
}

/// The types of stages there are.
enum StageTypes {
    static let all: [any StageType.Type] = [SentencesStage.self, SyntaxStage.self, EntitiesStage.self]

    /// Names of all types, quoted, for messages.
    static var names: String { all.map { "`\($0.typeName)`" }.joined(separator: ", ") }
}

extension StageType {
    /// The name in pipeline files.
    var typeName: String { Self.typeName }

    /// Whether another stage is of the same type with the same options.
    func isEqual(to other: any StageType) -> Bool { (other as? Self) == self }
}
