internal import Entities
internal import Files
internal import WordPieces

/// The texts of a run, cut into sequences.
struct PretrainingData: Sendable {
    /// How texts are cut and parted.
    struct Limits {
        /// Longest sequence, special tokens included.
        var subwords: Int
        /// The part of the documents that is held out.
        var heldOut: Float
        /// Most held-out sequences that are scored, chosen by chance; nil for all.
        var scored: Int?
    }

    /// The training sequences `[CLS] .. [SEP]`, file by file, and how often each file's are seen.
    private(set) var sequences: [[Int32]] = []
    private(set) var sources: [TrainingData.Source] = []
    /// The sequences that are scored.
    private(set) var heldOut: [[Int32]] = []
    /// Documents of all files, and those that are held out.
    private(set) var documents = 0, heldOutDocuments = 0
    /// Digest of every file that was read.
    let digest: Digest

    /// A document as it is kept until all are read.
    private struct Document {
        var fingerprint: UInt64
        var sequences: [[Int32]]
    }

    /// Reads the texts; file names are below `folder` unless they are absolute.
    ///
    /// Which documents are held out follows from their content and the seed: equal documents are all held out or none,
    /// so nothing that is scored was trained on.
    ///
    /// - Parameters:
    ///   - masking: knows the words of the vocabulary.
    ///   - isStopped: asked between documents.
    init(
        _ texts: [TextDefinition], folder: String, tokenizer: WordPieceTokenizer, masking: WordMasking, limits: Limits,
        seed: UInt64, isStopped: () -> Bool = { false }
    ) throws {
        var files: [[Document]] = [], digests: [(name: String, digest: Digest)] = []
        let vocabulary = tokenizer.vocabulary
        for text in texts {
            let path = TrainingCorpora.path(text.file, in: folder)
            var found: [Document] = []
            try Self.forEachDocument(of: text, path: path, tokenizer: tokenizer) { document in
                guard !isStopped() else { throw StoppedPreparing() }
                guard !document.ids.isEmpty else { return }
                let parts = document.parts(room: limits.subwords - 2) { masking.continues($0) }
                found.append(
                    Document(
                        fingerprint: document.fingerprint(seed: seed),
                        sequences: parts.map { [vocabulary.classification] + $0 + [vocabulary.separator] }))
            }
            guard !found.isEmpty else { throw TextError(.noDocument, file: path) }
            digests.append(("\(digests.count)", try Digest.ofFile(path)))
            files.append(found)
        }
        digest = Digest.combined(digests)
        documents = files.reduce(0) { $0 + $1.count }
        let bound = Self.bound(files.joined().map(\.fingerprint), share: limits.heldOut)
        for (text, documents) in zip(texts, files) {
            let first = sequences.count
            for document in documents {
                if let bound, document.fingerprint <= bound {
                    heldOut += document.sequences
                    heldOutDocuments += 1
                } else {
                    sequences += document.sequences
                }
            }
            sources.append(.init(name: text.file, sequences: first..<sequences.count, weight: text.weight))
        }
        heldOut = TrainingCorpora.selection(of: heldOut, limit: limits.scored, seed: seed)
    }

    /// The greatest fingerprint of what is held out: the first of all in their order, at least one document; nil for none.
    private static func bound(_ fingerprints: [UInt64], share: Float) -> UInt64? {
        guard share > 0 else { return nil }
        let count = Int((Float(fingerprints.count) * share).rounded(.up))
        return fingerprints.sorted()[count - 1]
    }

    private static func forEachDocument(
        of text: TextDefinition, path: String, tokenizer: WordPieceTokenizer, _ body: (EncodedDocument) throws -> Void
    ) throws {
        switch text.format {
        case .text: try TextLines.forEach(in: path) { try body(EncodedDocument($0, tokenizer: tokenizer)) }
        case .bio:
            for sentence in try BIOCorpus(path: path).sentences {
                try body(EncodedDocument(sentence, tokenizer: tokenizer))
            }
        }
    }

    /// How often each of `count` entries of the vocabulary occurs in the training sequences, special tokens aside.
    func counts(entries count: Int) -> [Int] {
        var counts = Array(repeating: 0, count: count)
        for sequence in sequences { for id in sequence.dropFirst().dropLast() { counts[Int(id)] += 1 } }
        return counts
    }
}
