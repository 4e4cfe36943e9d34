internal import Entities
internal import Foundation

extension StartingModel {
    /// The name of the file of words that a key-value memory has keys for.
    static let wordsName = "context_words.txt"

    /// The contexts that a model folder says its model is given (`syntag.features` of its `config.json`); nil for none.
    ///
    /// - Throws: `TrainingError` when the section is not what a model with contexts has.
    static func features(
        in configuration: [String: any Sendable], folder: String, lowercase: Bool
    ) throws(TrainingError) -> ModelFeatures? {
        let section = configuration["syntag"] as? [String: any Sendable]
        guard let value = section?["features"], !(value is NSNull) else { return nil }
        func failure(_ why: String) -> TrainingError {
            TrainingError(.initial("`syntag.features` of config.json \(why)"), path: folder)
        }
        guard let values = value as? [String: any Sendable] else { throw failure("is no object") }
        guard let module = (values["module"] as? String).flatMap(ContextModule.init),
            let context = (values["context"] as? String).flatMap(ContextFeature.init)
        else { throw failure("names no `module` or `context` that is known") }
        guard let labels = values["labels"] as? [String], labels.first == ContextLabels.other,
            Set(labels).count == labels.count
        else { throw failure("has no `labels`, each once and \(ContextLabels.other) first") }
        guard let size = values["label_size"] as? Int, size > 0 else { throw failure("has no `label_size`") }
        var words: ContextWords?
        if module == .kvmn {
            let path = "\(folder)/\(wordsName)"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw TrainingError(.initial("the file of context words cannot be read"), path: path)
            }
            let lines = text.split(separator: "\n").map(String.init)
            guard lines.first == ContextWords.unknown, Set(lines).count == lines.count else {
                let why = "the context words are not each once and \(ContextWords.unknown) first"
                throw TrainingError(.initial(why), path: path)
            }
            words = ContextWords(lines, isLowercased: lowercase)
        }
        return ModelFeatures(
            module: module, context: context, labels: ContextLabels(labels), labelSize: size, words: words)
    }
}
