internal import Files
internal import WordPieces

/// The sentences of all treebanks of a run, made ready for the model.
struct SyntaxData {
    /// A split that is scored: what the files say of its sentences, and what the model is given.
    struct Devel: Sendable {
        var name: String
        var sentences: [SyntaxSentence]
        /// The sequences of the sentences that fit the encoder, with their numbers.
        var sequences: [(sentence: Int, sequence: SyntaxSequence)]
    }

    /// All training sequences, corpus by corpus.
    let sequences: [SyntaxSequence]
    let sources: [TrainingData.Source]
    let devel: [Devel]
    let inventory: SyntaxInventory
    /// Training sentences that were left out because they are too long.
    let leftOut: Int
    /// Constituents of training sentences whose chain of labels is too rare to be one of the inventory.
    let replacedChains: Int
    /// Digest of every file that was read.
    let digest: Digest

    /// Which sentences are used.
    struct Limits {
        /// Longest training sentence, in sub-words with special tokens and tags, and in words.
        var trainSubwords: Int, trainWords: Int
        /// Longest sequence that the encoder takes.
        var develSubwords: Int
        /// Most sentences of a corpus, chosen by chance; nil for all.
        var trainSentences: Int?, develSentences: Int?
        /// How often a chain of constituents has to occur to be a label.
        var minimumCount: Int
    }

    /// Reads the treebanks; file names are below `folder` unless they are absolute.
    init(
        _ corpora: [SyntaxCorpus], tokenizer: WordPieceTokenizer, readsFirst: Bool, folder: String, limits: Limits,
        seed: UInt64
    ) throws {
        var digests: [(name: String, digest: Digest)] = []
        func read(_ splits: [String], of corpus: SyntaxCorpus, limit: Int?) throws -> [SyntaxSentence] {
            var sentences: [SyntaxSentence] = []
            for split in splits.map({ TrainingCorpora.path($0, in: folder) }) {
                sentences += try SyntaxSentence.sentences(split: split)
                for ending in ["conllu", "trees"] {
                    digests.append(("\(corpus.name)/\(digests.count)", try Digest.ofFile("\(split).\(ending)")))
                }
            }
            return TrainingCorpora.selection(of: sentences, limit: limit, seed: seed)
        }
        let train = try corpora.map { try read($0.train, of: $0, limit: limits.trainSentences) }
        let inventory = SyntaxInventory(of: train.joined(), minimumCount: limits.minimumCount)
        var builder = SyntaxSequenceBuilder(tokenizer: tokenizer, inventory: inventory, readsFirst: readsFirst)
        func tags(of corpus: SyntaxCorpus) -> TagNumbers {
            guard let tags = TagNumbers([corpus.tag], in: tokenizer.vocabulary) else {
                preconditionFailure("the vocabulary was given the tags of every corpus")
            }
            return tags
        }

        var sequences: [SyntaxSequence] = []
        var sources: [TrainingData.Source] = []
        for (corpus, sentences) in zip(corpora, train) {
            let first = sequences.count, tags = tags(of: corpus)
            sequences += sentences.lazy.map { builder.sequence(of: $0, tags: tags) }.filter {
                $0.tokenCount <= limits.trainSubwords && $0.wordCount <= limits.trainWords
            }
            sources.append(.init(name: corpus.name, sequences: first..<sequences.count, weight: corpus.weight))
        }
        self.sequences = sequences
        self.sources = sources
        self.inventory = inventory
        leftOut = train.reduce(0) { $0 + $1.count } - sequences.count
        replacedChains = builder.replacedChains

        devel = try corpora.compactMap { corpus in
            guard let split = corpus.devel else { return nil }
            let sentences = try read([split], of: corpus, limit: limits.develSentences), tags = tags(of: corpus)
            let all = sentences.enumerated().map { ($0, builder.sequence(of: $1, tags: tags)) }
            return Devel(
                name: corpus.name, sentences: sentences,
                sequences: all.filter { $0.1.tokenCount <= limits.develSubwords })
        }
        digest = Digest.combined(digests)
    }
}
