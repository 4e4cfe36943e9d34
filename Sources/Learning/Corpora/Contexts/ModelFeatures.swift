internal import Encoder
internal import Entities

/// The contexts that a model is given: which, how they are mixed in, and what of them it knows.
struct ModelFeatures: Sendable, Equatable {
    var module: ContextModule
    var context: ContextFeature
    /// The labels it knows.
    var labels: ContextLabels
    /// d2: numbers in a label's embedding.
    var labelSize: Int
    /// The context words it has keys for; nil for a module without keys.
    var words: ContextWords?

    /// Takes the features of a model to start from, or chooses labels and words of the train splits, those that occur
    /// often enough, in the order of their bytes.
    ///
    /// - Throws: `TrainingError` when the model to start from has other features than those asked for.
    init(
        _ settings: TrainingConfiguration.Features, start: StartingModel, corpora: TrainingCorpora
    ) throws(TrainingError) {
        module = settings.module
        context = settings.context
        let size = settings.labelSize
        if let known = start.features {
            guard known.module == module, known.context == context, size == nil || size == known.labelSize else {
                throw TrainingError(.otherFeatures(found: known.summary), path: start.folder)
            }
            self = known
            return
        }
        labelSize = size ?? start.encoder.hiddenSize
        var counts: [String: Int] = [:]
        for corpus in corpora.corpora {
            for label in corpus.trainContexts.lazy.flatMap(\.labels) { counts[label, default: 0] += 1 }
        }
        labels = ContextLabels(Self.frequent(counts, minimum: settings.minimumCount))
        guard module == .kvmn else { return }
        // Forms of words are asked of an empty list: it says how words are looked up.
        let lookup = ContextWords([], isLowercased: start.lowercase)
        var words: [String: Int] = [:]
        for word in corpora.corpora.lazy.flatMap(\.train).flatMap(\.words) {
            words[lookup.form(of: word), default: 0] += 1
        }
        self.words = ContextWords(
            Self.frequent(words, minimum: settings.minimumCount).filter { $0 != ContextWords.unknown },
            isLowercased: start.lowercase)
    }

    /// Takes features as they are.
    init(
        module: ContextModule, context: ContextFeature, labels: ContextLabels, labelSize: Int, words: ContextWords?
    ) {
        self.module = module
        self.context = context
        self.labels = labels
        self.labelSize = labelSize
        self.words = words
    }

    /// The sizes of the module.
    var options: ContextOptions {
        ContextOptions(
            module: module, labelCount: labels.count, labelSize: labelSize, wordCount: words?.count ?? 0)
    }

    /// What a person calls them: "cfa over dep, labels of 768 numbers".
    var summary: String { "\(module.rawValue) over \(context.rawValue), labels of \(labelSize) numbers" }

    private static func frequent(_ counts: [String: Int], minimum: Int) -> [String] {
        counts.filter { $0.value >= minimum }.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
