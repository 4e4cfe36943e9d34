extension SyntaxModelError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String {
        if case .refused(let message) = kind { return message }
        return "\(file)\(key.map { " (\($0))" } ?? ""): \(problem); \(remedy)"
    }

    private var problem: String {
        switch kind {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .refused(let message): message
        case .notJSON: "the file is not JSON"
        case .missing: "is missing"
        case .value(let found, let expected): "\(found) is not \(expected)"
        case .task(let task): "the model's task is \(task), not syntax"
        case .tokenNotInVocabulary(let token): "\(token) is not in the vocabulary"
        case .vocabularySize(let configured, let entries):
            "vocab_size is \(configured), but the vocabulary has \(entries) entries"
        case .shape(let found, let expected): "the tensor is \(Self.text(found)) instead of \(Self.text(expected))"
        case .unknownTag(let name, _): "the model has no tag \(name)"
        }
    }

    /// What the person who named the folder or the tag can do.
    public var remedy: String {
        switch kind {
        case .unreadable: "give a model folder with config.json, vocab.txt and model.safetensors"
        case .refused, .notJSON: "restore the file from the model's source"
        case .missing: "use the config.json and the model.safetensors of one syntax model"
        case .value: "correct config.json, or restore it from the model's source"
        case .task: "give the folder of a syntax model"
        case .tokenNotInVocabulary: "use the vocab.txt that the model was trained with"
        case .vocabularySize: "use the vocab.txt and the config.json of one model"
        case .shape: "use the config.json and the model.safetensors of one model"
        case .unknownTag(_, let known): "choose from \(known.joined(separator: ", "))"
        }
    }

    private static func text(_ shape: [Int]) -> String {
        "[" + shape.map(String.init).joined(separator: " x ") + "]"
    }
}
