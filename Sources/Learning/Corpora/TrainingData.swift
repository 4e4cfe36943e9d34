internal import Entities
internal import Files
internal import WordPieces

/// The sequences of all corpora of a run.
struct TrainingData: Sendable {
    /// The sequences of one corpus.
    struct Source: Sendable {
        var name: String
        /// Numbers of its sequences.
        var sequences: Range<Int>
        /// How often they are seen each epoch.
        var weight: Float
    }

    /// The sentences of a devel file, made ready for the model.
    struct Devel: Sendable {
        var name: String
        var sentences: [BIOCorpus.Sentence]
        var sequences: [TrainingSequence]
        /// For each sentence the numbers of its sequences.
        var windows: [Range<Int>]
    }

    /// All training sequences, corpus by corpus.
    let sequences: [TrainingSequence]
    let sources: [Source]
    /// What is scored during training.
    let devel: [Devel]
    /// Digest of every file that was read.
    let digest: Digest

    /// How much of the data is used, and how long sequences may be.
    struct Limits: Equatable {
        /// Longest sequence in training and in scoring, special tokens and tags included.
        var trainSubwords: Int
        var develSubwords: Int
        /// Most sentences of a corpus, chosen by chance; nil for all.
        var trainSentences: Int?
        var develSentences: Int?
    }

    /// Reads the corpora; file names are below `folder` unless they are absolute.
    init(
        corpora: [CorpusDefinition], scheme: TagScheme, tokenizer: WordPieceTokenizer, folder: String, limits: Limits,
        seed: UInt64
    ) throws {
        let trainBuilder = SequenceBuilder(tokenizer: tokenizer, maximum: limits.trainSubwords)
        let develBuilder = SequenceBuilder(tokenizer: tokenizer, maximum: limits.develSubwords)
        var sequences: [TrainingSequence] = []
        var sources: [Source] = []
        var devel: [Devel] = []
        var digests: [(name: String, digest: Digest)] = []

        for corpus in corpora {
            guard let tags = TagNumbers(scheme.pairs(of: corpus), in: tokenizer.vocabulary) else {
                preconditionFailure("the vocabulary was given the tags of every corpus")
            }
            func read(_ names: [String], limit: Int?) throws -> [BIOCorpus.Sentence] {
                var sentences: [BIOCorpus.Sentence] = []
                for path in names.map({ Self.path($0, in: folder) }) {
                    sentences += try BIOCorpus(path: path).sentences
                    digests.append(("\(corpus.name)/\(digests.count)", try Digest.ofFile(path)))
                }
                return Self.selection(of: sentences, limit: limit, seed: seed)
            }
            let first = sequences.count
            for sentence in try read(corpus.train, limit: limits.trainSentences) {
                sequences += trainBuilder.sequences(of: sentence, tags: tags)
            }
            sources.append(Source(name: corpus.name, sequences: first..<sequences.count, weight: corpus.weight))
            guard let file = corpus.devel else { continue }
            var part = Devel(
                name: corpus.name, sentences: try read([file], limit: limits.develSentences), sequences: [], windows: []
            )
            for sentence in part.sentences {
                let start = part.sequences.count
                part.sequences += develBuilder.sequences(of: sentence, tags: tags)
                part.windows.append(start..<part.sequences.count)
            }
            devel.append(part)
        }
        self.sequences = sequences
        self.sources = sources
        self.devel = devel
        digest = Digest.combined(digests)
    }

    /// The plan of an epoch.
    func plan(epoch: Int, batchTokens: Int, seed: UInt64) -> EpochPlan {
        EpochPlan(
            lengths: sequences.map(\.tokenCount), sources: sources.map { ($0.sequences, $0.weight) },
            batchTokens: batchTokens, seed: seed, epoch: epoch)
    }

    /// A file of a configuration.
    static func path(_ name: String, in folder: String) -> String {
        name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
    }

    /// Some sentences by chance, in their order; all when there are no more than the limit.
    private static func selection(
        of sentences: [BIOCorpus.Sentence], limit: Int?, seed: UInt64
    ) -> [BIOCorpus.Sentence] {
        guard let limit, sentences.count > limit else { return sentences }
        var random = RandomStream(seed: seed, purpose: .selection, number: UInt64(sentences.count))
        return sentences.indices.shuffled(using: &random).prefix(limit).sorted().map { sentences[$0] }
    }
}
