public import Encoder
public import Files
internal import Foundation
internal import Tensors
public import WordPieces

/// A syntax model: an encoder, a vocabulary with a pair of tokens for every corpus it has learnt, and its heads.
///
/// It is read from a folder of the Hugging Face layout with a `syntag` section in `config.json`. It only holds weights
/// that nobody writes to: one model serves all threads.
public struct SyntaxModel: Sendable {
    /// The folder it was read from.
    public let folder: String
    /// The name it gives itself in `syntag.name`, or else the folder's name.
    public let name: String
    /// Digest of `config.json`, `vocab.txt` and `model.safetensors` under these names.
    public let digest: Digest
    /// The corpora it has learnt.
    public let tags: [SyntaxTag]
    /// The tag that is used when none is asked for: `syntag.default_tag`, or else the first.
    public let defaultTag: SyntaxTag
    /// What it can say.
    public let labels: SyntaxLabels
    /// Splits words into the sub-words of the vocabulary.
    public let tokenizer: WordPieceTokenizer
    /// Sub-words of a sentence that one sequence has room for; longer sentences are fed in several windows.
    public let room: Int

    /// Sub-words of a sequence that are not the sentence's: `[CLS]`, the two tags and `[SEP]`.
    static let frame = 4
    let word: SyntaxModelConfiguration.Word
    let encoder: Encoder
    let heads: SyntaxHeads

    /// Sizes of the model's encoder.
    public var encoderConfiguration: EncoderConfiguration { encoder.configuration }

    /// Reads and checks a folder.
    public init(folder: String) throws(SyntaxModelError) {
        let files = (config: "config.json", vocabulary: "vocab.txt", weights: "model.safetensors")
        func path(_ name: String) -> String { "\(folder)/\(name)" }
        self.folder = folder
        do throws(FileError) {
            digest = try Digest.ofFiles([files.config, files.vocabulary, files.weights], in: folder)
        } catch {
            throw SyntaxModelError(kind: .unreadable("\(error)"), file: error.path)
        }
        let configuration = try Self.configuration(path(files.config))
        name = configuration.name ?? URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        labels = configuration.labels
        word = configuration.word

        let vocabulary = try Self.vocabulary(path(files.vocabulary), size: configuration.vocabularySize)
        tokenizer = WordPieceTokenizer(
            vocabulary: vocabulary, lowercase: configuration.lowercase, stripAccents: configuration.stripAccents)
        let tags = try Self.tags(of: configuration, vocabulary: vocabulary, file: path(files.vocabulary))
        self.tags = tags
        defaultTag = tags.first { $0.name == configuration.defaultTag } ?? tags[0]

        let shape: EncoderConfiguration
        let weights: SafetensorsFile
        do {
            shape = try EncoderConfiguration(path: path(files.config))
            weights = try SafetensorsFile(path: path(files.weights))
            encoder = try Encoder(weights: weights, configuration: shape)
        } catch {
            throw SyntaxModelError(kind: .refused("\(error)"), file: folder)
        }
        room = shape.maximumPositions - SyntaxModel.frame
        guard room > 0 else {
            let kind = SyntaxModelError.Kind.value(
                found: "\(shape.maximumPositions)", expected: "room for a word between its tags")
            throw SyntaxModelError(kind: kind, file: path(files.config), key: "max_position_embeddings")
        }
        heads = try SyntaxHeads(
            HeadWeights(file: weights), hidden: shape.hiddenSize, labels: labels, sizes: configuration.sizes)
    }

    /// The tag of a name; the model's default when there is none.
    public func tag(named name: String?) throws(SyntaxModelError) -> SyntaxTag {
        guard let name else { return defaultTag }
        guard let tag = tags.first(where: { $0.name == name }) else {
            throw SyntaxModelError(kind: .unknownTag(name, known: tags.map(\.name)), file: folder)
        }
        return tag
    }

    private static func configuration(_ path: String) throws(SyntaxModelError) -> SyntaxModelConfiguration {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw SyntaxModelError(kind: .unreadable(error.localizedDescription), file: path)
        }
        return try SyntaxModelConfiguration(bytes: bytes, file: path)
    }

    private static func vocabulary(_ path: String, size: Int) throws(SyntaxModelError) -> Vocabulary {
        let vocabulary: Vocabulary
        do {
            vocabulary = try Vocabulary(path: path)
        } catch {
            throw SyntaxModelError(kind: .refused("\(error)"), file: path)
        }
        guard vocabulary.count == size else {
            let kind = SyntaxModelError.Kind.vocabularySize(configured: size, entries: vocabulary.count)
            throw SyntaxModelError(kind: kind, file: path)
        }
        return vocabulary
    }

    private static func tags(
        of configuration: SyntaxModelConfiguration, vocabulary: Vocabulary, file: String
    ) throws(SyntaxModelError) -> [SyntaxTag] {
        var tags: [SyntaxTag] = []
        for tag in configuration.tags {
            var ids: [Int32] = []
            for token in [tag.open, tag.close] {
                guard let id = vocabulary.id(of: token) else {
                    throw SyntaxModelError(kind: .tokenNotInVocabulary(token), file: file)
                }
                ids.append(id)
            }
            tags.append(SyntaxTag(name: tag.name, open: tag.open, close: tag.close, openID: ids[0], closeID: ids[1]))
        }
        return tags
    }
}
