internal import Entities
internal import Files

/// The sentences of all corpora of a run, as their files hold them.
struct TrainingCorpora: Sendable {
    /// The sentences of one corpus.
    struct Corpus: Sendable {
        var definition: CorpusDefinition
        var train: [BIOCorpus.Sentence]
        /// What is scored during training; nil for nothing.
        var devel: [BIOCorpus.Sentence]?
    }

    let corpora: [Corpus]
    /// Digest of every file that was read.
    let digest: Digest

    /// Reads the corpora; file names are below `folder` unless they are absolute.
    ///
    /// - Parameters:
    ///   - limits: how many sentences are taken.
    ///   - seed: decides which.
    init(_ definitions: [CorpusDefinition], folder: String, limits: TrainingData.Limits, seed: UInt64) throws {
        var digests: [(name: String, digest: Digest)] = []
        func read(_ names: [String], of corpus: CorpusDefinition, limit: Int?) throws -> [BIOCorpus.Sentence] {
            var sentences: [BIOCorpus.Sentence] = []
            for path in names.map({ Self.path($0, in: folder) }) {
                sentences += try BIOCorpus(path: path).sentences
                digests.append(("\(corpus.name)/\(digests.count)", try Digest.ofFile(path)))
            }
            return Self.selection(of: sentences, limit: limit, seed: seed)
        }
        corpora = try definitions.map { definition in
            Corpus(
                definition: definition,
                train: try read(definition.train, of: definition, limit: limits.trainSentences),
                devel: try definition.devel.map { try read([$0], of: definition, limit: limits.develSentences) })
        }
        digest = Digest.combined(digests)
    }

    /// A file of a configuration.
    static func path(_ name: String, in folder: String) -> String {
        name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
    }

    /// Some sentences by chance, in their order; all when there are no more than the limit.
    static func selection<Sentence>(of sentences: [Sentence], limit: Int?, seed: UInt64) -> [Sentence] {
        guard let limit, sentences.count > limit else { return sentences }
        var random = RandomStream(seed: seed, purpose: .selection, number: UInt64(sentences.count))
        return sentences.indices.shuffled(using: &random).prefix(limit).sorted().map { sentences[$0] }
    }
}
