internal import Encoder
internal import Entities

extension EntityFeatures {
    /// The name of the file of words that a module has keys for.
    static let wordsName = "context_words.txt"

    /// Takes the features of the model to start from, or chooses labels and words of the train splits, those that occur
    /// often enough, in the order of their bytes.
    ///
    /// - Throws: `TrainingError` when the model to start from has other features than those asked for.
    init(
        _ settings: TrainingConfiguration.Features, start: StartingModel, corpora: TrainingCorpora
    ) throws(TrainingError) {
        try Self.check(settings, start: start)
        if let known = start.features {
            self = known
            return
        }
        var labels: [String: Int] = [:], words: [String: Int] = [:]
        // An empty list of words says how words are looked up.
        let lookup = ContextWords([], isLowercased: start.lowercase)
        for corpus in corpora.corpora {
            for label in corpus.trainContexts.lazy.flatMap(\.labels) { labels[label, default: 0] += 1 }
            guard settings.module.hasKeys else { continue }
            for word in corpus.train.lazy.flatMap(\.words) { words[lookup.form(of: word), default: 0] += 1 }
        }
        func frequent(_ counts: [String: Int], without name: String) -> [String] {
            counts.filter { $0.value >= settings.minimumCount && $0.key != name }.map(\.key)
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        self.init(
            module: settings.module, context: settings.context,
            labels: ContextLabels(frequent(labels, without: ContextLabels.other)),
            labelSize: settings.labelSize ?? start.encoder.hiddenSize,
            words: settings.module.hasKeys
                ? ContextWords(frequent(words, without: ContextWords.unknown), isLowercased: start.lowercase) : nil)
    }

    /// Checks that the model to start from has the features that are asked for, or none.
    static func check(
        _ settings: TrainingConfiguration.Features, start: StartingModel
    ) throws(TrainingError) {
        guard let known = start.features else { return }
        let isSame = known.module == settings.module && known.context == settings.context
        guard isSame, settings.labelSize == nil || settings.labelSize == known.labelSize else {
            throw TrainingError(.otherFeatures(found: known.summary), path: start.folder)
        }
    }

    /// The sizes of the module.
    var options: ContextOptions {
        ContextOptions(
            module: module, labelCount: labels.count, labelSize: labelSize, wordCount: words?.count ?? 0)
    }

    /// What a person calls them: "cfa over dep, labels of 768 numbers".
    var summary: String { "\(module.rawValue) over \(context.rawValue), labels of \(labelSize) numbers" }
}
