internal import Files
internal import Foundation
internal import Sentences

/// The two regressions of a run, with the candidates that they learn from.
struct BoundaryTrainer {
    let configuration: BoundaryConfiguration
    /// The regressions: for the ends of sentences, and for the tokens of all styles.
    let sentences: SparseLogisticRegression, tokens: SparseLogisticRegression
    /// What they learn from.
    let sentenceExamples: BoundaryExamples, tokenExamples: BoundaryExamples
    /// What is scored.
    let dev: [BoundaryTexts]
    /// Digest of the settings and the candidates: what a checkpoint must have been made with.
    let digest: String

    /// Reads the corpora and finds their candidates.
    init(_ configuration: BoundaryConfiguration, data: String) throws {
        self.configuration = configuration
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder.boolValue else {
            throw TrainingError(.noData, path: data)
        }
        let styles = configuration.styles
        var sentenceExamples = BoundaryExamples(), tokenExamples = BoundaryExamples()
        var dev: [BoundaryTexts] = []
        for corpus in configuration.corpora {
            let texts = try BoundaryTexts(corpus, corpus.train, in: data)
            sentenceExamples.appendSentences(of: texts)
            tokenExamples.appendTokens(of: texts, style: styles.firstIndex(of: corpus.style) ?? 0)
            if let split = corpus.dev { dev.append(try BoundaryTexts(corpus, split, in: data)) }
        }
        guard sentenceExamples.count > 0, tokenExamples.count > 0 else {
            throw TrainingError(.noCandidates, path: data)
        }
        self.sentenceExamples = sentenceExamples
        self.tokenExamples = tokenExamples
        self.dev = dev
        sentences = SparseLogisticRegression(
            bits: configuration.sentenceBits, styles: 0, options: configuration.optimizer)
        tokens = SparseLogisticRegression(
            bits: configuration.tokenBits, styles: styles.count, options: configuration.optimizer)
        digest = Self.digest(configuration, [sentenceExamples, tokenExamples])
    }

    private static func digest(_ configuration: BoundaryConfiguration, _ examples: [BoundaryExamples]) -> String {
        var hash = SHA256()
        func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update($0) } }
        update(Array("\(configuration.canonical) features \(BoundaryCandidates.version)".utf8))
        for part in examples {
            part.features.withUnsafeBytes { hash.update($0) }
            update(part.labels.map { $0 ? 1 : 0 })
        }
        return hash.finish().hexadecimal
    }

    /// Goes through all candidates once, in an order that the seed and the number of the epoch give.
    ///
    /// - Parameter isStopped: told of the number of candidates seen every so often; says whether to leave.
    /// - Returns: the mean losses, in nats a candidate, or nil when it was left.
    func learn(epoch: Int, isStopped: (Int) -> Bool) -> (sentences: Double, tokens: Double)? {
        var losses: [Double] = []
        var seen = 0
        for (examples, model) in [(sentenceExamples, sentences), (tokenExamples, tokens)] {
            var stream = RandomStream(
                seed: UInt64(configuration.seed), purpose: .epoch, number: UInt64(epoch * 2 + losses.count))
            var loss = 0.0
            for index in (0..<examples.count).shuffled(using: &stream) {
                if seen & 0xFFF == 0 && isStopped(seen) { return nil }
                seen += 1
                loss += examples.features.withUnsafeBufferPointer { features in
                    model.learn(
                        UnsafeBufferPointer(rebasing: features[examples.starts[index]..<examples.starts[index + 1]]),
                        label: examples.labels[index], style: examples.styles[index])
                }
            }
            losses.append(loss / Double(examples.count))
        }
        return (losses[0], losses[1])
    }

    /// The model as it is now.
    func model() -> BoundaryModel {
        var tables: [TokenStyle: BoundaryWeights] = [:]
        for (number, style) in configuration.styles.enumerated() {
            tables[style] = BoundaryWeights(table: tokens.table(style: number))
        }
        guard let weights = BoundaryWeights(table: sentences.table(style: 0)) else {
            preconditionFailure("tables have a power of two of weights")
        }
        return BoundaryModel(name: configuration.name, sentences: weights, tokens: tables)
    }

    /// The scores of a model on each corpus that has a dev split.
    func scores(of model: BoundaryModel) -> [BoundaryScores] {
        dev.compactMap { texts in
            TrainedWordTokenizer(model, style: texts.style).map {
                BoundaryScores(texts, splitter: TrainedSentenceSplitter(model), tokenizer: $0)
            }
        }
    }
}
