internal import Foundation
internal import Tensors

extension EntityFeatures {
    /// Takes what the configuration in a folder says, and reads the context words where it names a file of them.
    ///
    /// - Parameters:
    ///   - hidden: the encoder's hidden size.
    ///   - lowercase: whether the model lowercases words.
    init(
        _ configuration: EntityModelConfiguration.Features, hidden: Int, lowercase: Bool, folder: String
    ) throws(EntityModelError) {
        module = configuration.module
        context = configuration.context
        labels = ContextLabels(configuration.labels)
        labelSize = configuration.labelSize ?? hidden
        guard module == .cfa || labelSize == hidden else {
            let kind = EntityModelError.Kind.value(
                found: "\(labelSize)", expected: "the hidden size \(hidden), which \(module.rawValue) needs")
            throw EntityModelError(kind: kind, file: "\(folder)/config.json", key: "syntag.features.label_size")
        }
        guard let name = configuration.words else {
            words = nil
            return
        }
        words = ContextWords(
            try Self.words(path: "\(folder)/\(name)", lowercase: lowercase), isLowercased: lowercase)
    }

    /// The module with its weights.
    func mixer(
        weights: SafetensorsFile, hidden: Int, classifier: TokenClassifier
    ) throws(EntityModelError) -> any ContextMixer {
        switch module {
        case .cfa:
            try CombinedFeatureAttention(weights: weights, features: self, hidden: hidden, classifier: classifier)
        case .twa: try TwoWayAttention(weights: weights, features: self, hidden: hidden, classifier: classifier)
        case .kvmn: try KeyValueMemory(weights: weights, features: self, hidden: hidden, classifier: classifier)
        }
    }

    /// Reads a list of context words: one a line, the first `ContextWords.unknown`, none twice.
    private static func words(path: String, lowercase: Bool) throws(EntityModelError) -> [String] {
        func malformed(_ reason: String) -> EntityModelError {
            EntityModelError(kind: .malformed(reason), file: path)
        }
        let lines = [UInt8](try EntityModel.content(of: path)).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var words: [String] = []
        for line in lines {
            guard let word = String(validating: line, as: UTF8.self) else { throw malformed("the file is not UTF-8") }
            words.append(word)
        }
        if words.last == "" { words.removeLast() }
        guard words.first == ContextWords.unknown else {
            throw malformed("the first line is not \(ContextWords.unknown)")
        }
        var seen: Set<String> = []
        for (number, word) in words.enumerated() {
            guard !word.isEmpty else { throw malformed("line \(number + 1) has no word") }
            guard number == 0 || !lowercase || word == word.lowercased() else {
                throw malformed("line \(number + 1), \(word), is not in lower case, as the model's words are")
            }
            guard seen.insert(word).inserted else { throw malformed("line \(number + 1), \(word), is there twice") }
        }
        return words
    }
}
