internal import Documents
internal import Encoder
public import Files
internal import Foundation
internal import Scoring
internal import Tensors
public import WordPieces

/// A tag-pair model: an encoder, a vocabulary with tags for every corpus it has learnt, and one head.
///
/// It is read from a folder of the Hugging Face layout with a `syntag` section in `config.json`. It only holds weights
/// that nobody writes to: one model serves all threads.
public struct EntityModel: Sendable {
    /// The folder it was read from.
    public let folder: String
    /// The name it gives itself in `syntag.name`, or else the folder's name.
    public let name: String
    /// Digest of `config.json`, `vocab.txt` and `model.safetensors` under these names, and of the context words if any.
    public let digest: Digest
    /// The corpora it has learnt.
    public let tags: [EntityTag]
    /// The tags that are used when none are asked for: `syntag.default_tags`, or else one a type.
    ///
    /// Empty when the model could not tell these apart, as it has learnt several types without tags: then a name is
    /// needed.
    public let defaultTags: [EntityTag]
    /// The layer at which tags join; the layers below are the same for all tags.
    public let tagLayer: Int
    /// Sub-words of a sentence that one sequence has room for; longer sentences are fed in several windows.
    public let room: Int

    /// The syntax that it reads; nil when it reads none.
    public let features: EntityFeatures?

    let encoder: Encoder
    let classifier: TokenClassifier
    /// What mixes contexts into words, in a model with features.
    let mixer: (any ContextMixer)?
    let decoder: LabelDecoder
    /// Splits words into the sub-words of the vocabulary.
    public let tokenizer: WordPieceTokenizer
    var vocabulary: Vocabulary { tokenizer.vocabulary }

    /// Reads and checks a folder.
    public init(folder: String) throws(EntityModelError) {
        let files = (config: "config.json", vocabulary: "vocab.txt", weights: "model.safetensors")
        func path(_ name: String) -> String { "\(folder)/\(name)" }
        self.folder = folder
        let bytes = try EntityModel.content(of: path(files.config))
        let configuration = try EntityModelConfiguration(bytes: bytes, file: path(files.config))
        do throws(FileError) {
            let names =
                [files.config, files.vocabulary, files.weights] + [configuration.features?.words].compactMap { $0 }
            digest = try Digest.ofFiles(names, in: folder)
        } catch {
            throw EntityModelError(kind: .unreadable("\(error)"), file: error.path)
        }
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
        let choice = DefaultTags.choice(of: tags, asked: configuration.defaultTags)
        defaultTags = Self.areDistinct(choice) ? choice : []
        tagLayer = configuration.tagLayer

        do {
            let weights = try SafetensorsFile(path: path(files.weights))
            let encoderConfiguration = try EncoderConfiguration(path: path(files.config))
            guard (0..<encoderConfiguration.layerCount).contains(tagLayer) else {
                let kind = EntityModelError.Kind.value(
                    found: "\(tagLayer)", expected: "a layer from 0 to \(encoderConfiguration.layerCount - 1)")
                throw EntityModelError(kind: kind, file: path(files.config), key: "syntag.tag_layer")
            }
            // `[CLS]` and `[SEP]` take a place each, and the tags, which are as many in all.
            room = encoderConfiguration.maximumPositions - 2 - (tags.first?.tokens.count ?? 0)
            guard room > 0 else {
                let kind = EntityModelError.Kind.value(
                    found: "\(encoderConfiguration.maximumPositions)", expected: "room for a word between its tags")
                throw EntityModelError(kind: kind, file: path(files.config), key: "max_position_embeddings")
            }
            encoder = try Encoder(weights: weights, configuration: encoderConfiguration)
            let hidden = encoderConfiguration.hiddenSize
            features = try configuration.features.map { (found) throws(EntityModelError) in
                try EntityFeatures(found, hidden: hidden, lowercase: configuration.lowercase, folder: folder)
            }
            classifier = try TokenClassifier(
                weights: weights, hidden: hidden, labels: configuration.labels, module: features?.module)
            mixer = try features?.mixer(weights: weights, hidden: hidden, classifier: classifier)
            decoder =
                switch configuration.decoder {
                case .softmax: .softmax
                case .crf: .field(try LabelField(weights: weights, labels: configuration.labels))
                }
        } catch let error as EntityModelError {
            throw error
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: folder)
        }
    }

    /// The tags of these names, in this order; the model's own choice when there is no name.
    ///
    /// - Throws: `EntityModelError` for a name that is not known or given twice, and for tags that the model cannot
    ///   tell apart because it was trained without tags.
    public func tags(named names: [String]) throws(EntityModelError) -> [EntityTag] {
        var chosen = names.isEmpty ? defaultTags : []
        for name in names {
            guard let tag = tags.first(where: { $0.name == name }) else {
                throw EntityModelError(kind: .unknownTag(name, known: tags.map(\.name)), file: folder)
            }
            guard !chosen.contains(tag) else {
                throw EntityModelError(kind: .duplicateTag(name), file: folder)
            }
            chosen.append(tag)
        }
        guard !chosen.isEmpty, Self.areDistinct(chosen) else {
            let names = (chosen.isEmpty ? tags : chosen).map(\.name)
            throw EntityModelError(kind: .indistinctTags(names), file: folder)
        }
        return chosen
    }

    /// Whether sentences under the tags differ.
    private static func areDistinct(_ tags: [EntityTag]) -> Bool { Set(tags.map(\.tokens)).count == tags.count }

    static func content(of path: String) throws(EntityModelError) -> Data {
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
        func id(optional token: String?) throws(EntityModelError) -> Int32? {
            guard let token else { return nil }
            return try id(token)
        }
        var tags: [EntityTag] = []
        for tag in configuration.tags {
            let inner = TagTokens.Inner(
                open: try id(optional: tag.innerOpen), close: try id(optional: tag.innerClose))
            tags.append(
                EntityTag(
                    name: tag.name, type: tag.type, opening: [tag.open, tag.innerOpen].compactMap { $0 },
                    closing: [tag.innerClose, tag.close].compactMap { $0 },
                    tokens: TagTokens(
                        open: try id(optional: tag.open), close: try id(optional: tag.close), inner: inner)))
        }
        return tags
    }
}
