internal import Files
internal import WordPieces

/// The words that a run adds to the vocabulary that it starts with.
struct VocabularyChoice {
    /// The words, the one that saves most first.
    let words: [AddedWord]
    /// Digest of the texts that were counted beside the corpora; nil when there were none.
    let digest: Digest?

    /// Counts the words that a run is trained on, and those of further texts, and chooses.
    ///
    /// - Parameters:
    ///   - settings: how many, and the texts; their files are below `folder` unless they are absolute.
    ///   - tokenizer: splits words with the vocabulary as it is.
    init(
        _ settings: TrainingConfiguration.Vocabulary, corpora: TrainingCorpora, folder: String,
        tokenizer: WordPieceTokenizer
    ) throws {
        var counts = WordCounts(tokenizer)
        for corpus in corpora.corpora { counts.add(corpus.train) }
        var digests: [(name: String, digest: Digest)] = []
        for (number, name) in settings.texts.enumerated() {
            let path = TrainingCorpora.path(name, in: folder)
            digests.append(("\(number)", try Digest.ofFile(path)))
            guard try counts.add(file: path) > 0 else { throw TrainingError(.emptyText, path: path) }
        }
        words = counts.best(settings.additions, minimum: settings.minimumCount)
        digest = digests.isEmpty ? nil : Digest.combined(digests)
    }
}
