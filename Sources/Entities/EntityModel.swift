internal import Documents
internal import Encoder
public import Files
internal import Foundation
internal import Scoring
internal import Tensors
public import WordPieces

/// A tag-pair model: an encoder, a vocabulary with a pair of tokens for every corpus it has learnt, and one head.
///
/// It is read from a folder of the Hugging Face layout with a `syntag` section in `config.json`. It only holds weights
/// that nobody writes to: one model serves all threads.
public struct EntityModel: Sendable {
    /// The folder it was read from.
    public let folder: String
    /// The name it gives itself in `syntag.name`, or else the folder's name.
    public let name: String
    /// Digest of `config.json`, `vocab.txt` and `model.safetensors` under these names.
    public let digest: Digest
    /// The corpora it has learnt.
    public let tags: [EntityTag]
    /// The tags that are used when none are asked for: `syntag.default_tags`, or else one a type.
    public let defaultTags: [EntityTag]
    /// Sub-words of a sentence that one sequence has room for; longer sentences are fed in several windows.
    public let room: Int

    /// Sub-words of a sequence that are not the sentence's: `[CLS]`, the two tags and `[SEP]`.
    static let frame = 4
    let encoder: Encoder
    let classifier: TokenClassifier
    /// Splits words into the sub-words of the vocabulary.
    public let tokenizer: WordPieceTokenizer
    var vocabulary: Vocabulary { tokenizer.vocabulary }

    /// Reads and checks a folder.
    public init(folder: String) throws(EntityModelError) {
        let files = (config: "config.json", vocabulary: "vocab.txt", weights: "model.safetensors")
        func path(_ name: String) -> String { "\(folder)/\(name)" }
        self.folder = folder
        do throws(FileError) {
            digest = try Digest.ofFiles([files.config, files.vocabulary, files.weights], in: folder)
        } catch {
            throw EntityModelError(kind: .unreadable("\(error)"), file: error.path)
        }

        let bytes = try EntityModel.content(of: path(files.config))
        let configuration = try EntityModelConfiguration(bytes: bytes, file: path(files.config))
        name = configuration.name ?? URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent

        let vocabulary: Vocabulary
        do {
            vocabulary = try Vocabulary(path: path(files.vocabulary))
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: path(files.vocabulary))
        }
        guard vocabulary.count == configuration.vocabularySize else {
            let kind = EntityModelError.Kind.vocabularySize(
                configured: configuration.vocabularySize, entries: vocabulary.count)
            throw EntityModelError(kind: kind, file: path(files.vocabulary))
        }
        tokenizer = WordPieceTokenizer(
            vocabulary: vocabulary, lowercase: configuration.lowercase, stripAccents: configuration.stripAccents)
        tags = try EntityModel.tags(of: configuration, vocabulary: vocabulary, file: path(files.vocabulary))
        defaultTags = DefaultTags.choice(of: tags, asked: configuration.defaultTags)

        do {
            let weights = try SafetensorsFile(path: path(files.weights))
            let encoderConfiguration = try EncoderConfiguration(path: path(files.config))
            room = encoderConfiguration.maximumPositions - EntityModel.frame
            guard room > 0 else {
                let kind = EntityModelError.Kind.value(
                    found: "\(encoderConfiguration.maximumPositions)", expected: "room for a word between its tags")
                throw EntityModelError(kind: kind, file: path(files.config), key: "max_position_embeddings")
            }
            encoder = try Encoder(weights: weights, configuration: encoderConfiguration)
            classifier = try TokenClassifier(
                weights: weights, hidden: encoderConfiguration.hiddenSize, labels: configuration.labels)
        } catch let error as EntityModelError {
            throw error
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: folder)
        }
    }

    /// The tags of these names, in this order; the model's own choice when there is no name.
    public func tags(named names: [String]) throws(EntityModelError) -> [EntityTag] {
        guard !names.isEmpty else { return defaultTags }
        var chosen: [EntityTag] = []
        for name in names {
            guard let tag = tags.first(where: { $0.name == name }) else {
                throw EntityModelError(kind: .unknownTag(name, known: tags.map(\.name)), file: folder)
            }
            guard !chosen.contains(tag) else {
                throw EntityModelError(kind: .duplicateTag(name), file: folder)
            }
            chosen.append(tag)
        }
        return chosen
    }

    private static func content(of path: String) throws(EntityModelError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw EntityModelError(kind: .unreadable(error.localizedDescription), file: path)
        }
    }

    private static func tags(
        of configuration: EntityModelConfiguration, vocabulary: Vocabulary, file: String
    ) throws(EntityModelError) -> [EntityTag] {
        func id(_ token: String) throws(EntityModelError) -> Int32 {
            guard let id = vocabulary.id(of: token) else {
                throw EntityModelError(kind: .tokenNotInVocabulary(token), file: file)
            }
            return id
        }
        var tags: [EntityTag] = []
        for tag in configuration.tags {
            tags.append(
                EntityTag(
                    name: tag.name, type: tag.type, open: tag.open, close: tag.close,
                    openID: try id(tag.open), closeID: try id(tag.close)))
        }
        return tags
    }
}
