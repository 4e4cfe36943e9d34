internal import Encoder
internal import Entities
internal import Files
internal import Foundation
internal import Scoring
internal import WordPieces

/// The folder that a run starts from, with tags and words added to its vocabulary.
struct StartingModel {
    /// The folder.
    let folder: String
    /// Digest of its files.
    let digest: Digest
    /// The encoder's shape, with the vocabulary as it is now.
    private(set) var encoder: EncoderConfiguration
    /// Splits words; knows the tags.
    private(set) var tokenizer: WordPieceTokenizer
    /// The keys of its `config.json`.
    let configuration: [String: any Sendable]
    /// Whether words are lowercased, and whether accents are stripped (nil: as words are lowercased).
    let lowercase: Bool, stripAccents: Bool?
    /// Entries of the vocabulary without those that were added.
    let baseCount: Int
    /// Numbers of the tags in the vocabulary.
    let tagRows: Set<Int>
    /// The contexts that the model of the folder is given; nil for none.
    let features: EntityFeatures?
    /// The words that were added, the last entries of the vocabulary.
    private(set) var words: [AddedWord] = []

    /// Reads a folder and adds entries to its vocabulary, those that it does not have.
    init(folder: String, adding entries: [String]) throws {
        self.folder = folder
        let files = (config: "\(folder)/config.json", vocabulary: "\(folder)/vocab.txt")
        digest = try Digest.ofFiles(ModelFiles.names + Self.wordLists(files.config), in: folder)
        let configuration = try Self.object(in: files.config)
        // Older checkpoints say in a file of the tokenizer how words are prepared, newer ones beside the sizes.
        let side = "\(folder)/tokenizer_config.json"
        let tokenizerFile = FileManager.default.fileExists(atPath: side) ? try Self.object(in: side) : [:]
        func flag(_ key: String) -> Bool? { (configuration[key] ?? tokenizerFile[key]) as? Bool }
        self.configuration = configuration
        lowercase = flag("do_lower_case") ?? true
        stripAccents = flag("strip_accents")
        features = try EntityFeatures.ofModel(in: folder)

        let base = try Vocabulary(path: files.vocabulary)
        baseCount = base.count
        let vocabulary = try Vocabulary(
            entries: base.entries + entries.filter { base.id(of: $0) == nil }, name: files.vocabulary)
        tagRows = Set(entries.compactMap { vocabulary.id(of: $0).map(Int.init) })
        tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: lowercase, stripAccents: stripAccents)
        var encoder = try EncoderConfiguration(path: files.config)
        guard encoder.vocabularySize == base.count else {
            let why = "config.json counts \(encoder.vocabularySize) sub-words, vocab.txt \(base.count)"
            throw TrainingError(.initial(why), path: folder)
        }
        encoder.vocabularySize = vocabulary.count
        self.encoder = encoder
    }

    /// For each label of `SequenceBuilder.labels` its row in the head that the folder's weights have.
    ///
    /// - Throws: `TrainingError` when the configuration does not name B, I and O, each once.
    func headRows() throws(TrainingError) -> [Int] {
        let section = configuration["syntag"] as? [String: any Sendable]
        let listed: [String]
        if let names = configuration["id2label"] as? [String: String] {
            listed = (0..<names.count).map { names["\($0)"] ?? "?" }
        } else {
            listed = section?["labels"] as? [String] ?? []
        }
        let rows = SequenceBuilder.labels.compactMap { listed.firstIndex(of: $0.rawValue) }
        guard listed.count == rows.count, rows.count == SequenceBuilder.labels.count else {
            throw TrainingError(.headLabels(listed), path: folder)
        }
        return rows
    }

    /// Adds words to the vocabulary, behind the tags.
    mutating func add(_ words: [AddedWord]) throws {
        let vocabulary = try Vocabulary(
            entries: tokenizer.vocabulary.entries + words.map(\.text), name: "\(folder)/vocab.txt")
        tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: lowercase, stripAccents: stripAccents)
        encoder.vocabularySize = vocabulary.count
        self.words += words
    }

    /// Gives each added word the mean of the embeddings of the pieces that spelled it before.
    func embedWords(in parameters: ParameterBuffer) {
        let table = parameters[ParameterLayout.wordTable], hidden = encoder.hiddenSize
        for (row, word) in zip((encoder.vocabularySize - words.count)..., words) {
            for column in 0..<hidden {
                let sum = word.pieces.reduce(Float(0)) { $0 + table[Int($1) * hidden + column] }
                table[row * hidden + column] = sum / Float(word.pieces.count)
            }
        }
    }

    /// The file of context words that a configuration names, if it can be read and names one.
    private static func wordLists(_ configuration: String) -> [String] {
        let section = (try? object(in: configuration))?["syntag"] as? [String: any Sendable]
        let features = section?["features"] as? [String: any Sendable]
        return [features?["words"] as? String].compactMap { $0 }
    }

    /// The keys and values of a JSON file.
    private static func object(in path: String) throws -> [String: any Sendable] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TrainingError(.initial("the file cannot be read"), path: path)
        }
        guard let values = try? JSONSerialization.jsonObject(with: data) as? [String: any Sendable] else {
            throw TrainingError(.initial("the file is not a JSON object"), path: path)
        }
        return values
    }
}
