internal import Entities
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

    /// How much of the data is used, and how long sequences may be.
    struct Limits: Equatable {
        /// Longest sequence in training and in scoring, special tokens and tags included.
        var trainSubwords: Int
        var develSubwords: Int
        /// Most sentences of a corpus, chosen by chance; nil for all.
        var trainSentences: Int?
        var develSentences: Int?
    }

    /// Makes the corpora ready for a model; the tokenizer's vocabulary has the tags of every corpus.
    ///
    /// - Parameter features: the contexts that the model is given, which the corpora then have; nil for none.
    init(
        _ corpora: TrainingCorpora, scheme: TagScheme, tokenizer: WordPieceTokenizer, limits: Limits,
        features: EntityFeatures? = nil
    ) {
        let trainBuilder = SequenceBuilder(tokenizer: tokenizer, maximum: limits.trainSubwords)
        let develBuilder = SequenceBuilder(tokenizer: tokenizer, maximum: limits.develSubwords)
        func contexts(_ all: [SyntacticContexts], _ number: Int, _ sentence: BIOCorpus.Sentence) -> ContextNumbers? {
            features.map { ContextNumbers(all[number], words: sentence.words, labels: $0.labels, keys: $0.words) }
        }
        var sequences: [TrainingSequence] = []
        var sources: [Source] = []
        var devel: [Devel] = []

        for corpus in corpora.corpora {
            let definition = corpus.definition
            guard let tags = TagNumbers(scheme.pairs(of: definition), in: tokenizer.vocabulary) else {
                preconditionFailure("the vocabulary was given the tags of every corpus")
            }
            let first = sequences.count
            for (number, sentence) in corpus.train.enumerated() {
                sequences += trainBuilder.sequences(
                    of: sentence, tags: tags, contexts: contexts(corpus.trainContexts, number, sentence))
            }
            sources.append(
                Source(name: definition.name, sequences: first..<sequences.count, weight: definition.weight))
            guard let sentences = corpus.devel else { continue }
            var part = Devel(name: definition.name, sentences: sentences, sequences: [], windows: [])
            for (number, sentence) in sentences.enumerated() {
                let start = part.sequences.count
                part.sequences += develBuilder.sequences(
                    of: sentence, tags: tags, contexts: contexts(corpus.develContexts, number, sentence))
                part.windows.append(start..<part.sequences.count)
            }
            devel.append(part)
        }
        self.sequences = sequences
        self.sources = sources
        self.devel = devel
    }

    /// The plan of an epoch.
    func plan(epoch: Int, batchTokens: Int, seed: UInt64) -> EpochPlan {
        EpochPlan(
            lengths: sequences.map(\.tokenCount), sources: sources.map { ($0.sequences, $0.weight) },
            batchTokens: batchTokens, seed: seed, epoch: epoch)
    }
}
