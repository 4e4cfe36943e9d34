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
        /// The contexts of the words of both, sentence by sentence; empty where they are not asked for.
        var trainContexts: [SyntacticContexts] = [], develContexts: [SyntacticContexts] = []
    }

    let corpora: [Corpus]
    /// Digest of every file that was read.
    let digest: Digest

    /// Reads the corpora; file names are below `folder` unless they are absolute.
    ///
    /// - Parameters:
    ///   - limits: how many sentences are taken.
    ///   - seed: decides which.
    ///   - syntax: where contexts are asked for, which, and what parses the sentences.
    init(
        _ definitions: [CorpusDefinition], folder: String, limits: TrainingData.Limits, seed: UInt64,
        syntax: (context: ContextFeature, parses: CorpusParses)? = nil
    ) throws {
        var digests: [(name: String, digest: Digest)] = []
        func read(_ names: [String], of corpus: CorpusDefinition, limit: Int?) throws -> Split {
            var sentences: [BIOCorpus.Sentence] = [], contexts: [SyntacticContexts] = []
            for name in names {
                let path = Self.path(name, in: folder)
                let found = try BIOCorpus(path: path).sentences, digest = try Digest.ofFile(path)
                sentences += found
                if let (context, parses) = syntax {
                    contexts += try parses.syntax(of: found, name: name, corpus: digest).map { .init(context, of: $0) }
                }
                digests.append(("\(corpus.name)/\(digests.count)", digest))
            }
            // What is chosen depends on how many there are: both lists keep the same places.
            return (
                Self.selection(of: sentences, limit: limit, seed: seed),
                Self.selection(of: contexts, limit: limit, seed: seed)
            )
        }
        corpora = try definitions.map { definition in
            let train = try read(definition.train, of: definition, limit: limits.trainSentences)
            let devel = try definition.devel.map { try read([$0], of: definition, limit: limits.develSentences) }
            return Corpus(
                definition: definition, train: train.sentences, devel: devel?.sentences,
                trainContexts: train.contexts, develContexts: devel?.contexts ?? [])
        }
        digest = Digest.combined(digests)
    }

    private typealias Split = (sentences: [BIOCorpus.Sentence], contexts: [SyntacticContexts])

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
