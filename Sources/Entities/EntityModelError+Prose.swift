extension EntityModelError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String {
        if case .refused(let message) = kind { return message }
        return "\(file)\(key.map { " (\($0))" } ?? ""): \(problem); \(remedy)"
    }

    private var problem: String {
        switch kind {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .malformed(let reason), .refused(let reason): reason
        case .missingKey: "the key is missing"
        case .value(let found, let expected): "\(found) is not \(expected)"
        case .unsupported(let what): "the model needs \(what), which this version of Syntag does not have"
        case .labels(let labels): "the labels are \(labels.joined(separator: ", ")) instead of B, I and O, each once"
        case .duplicateTag(let name): "the tag \(name) is there twice"
        case .tokenNotInVocabulary(let token): "\(token) is not in the vocabulary"
        case .vocabularySize(let configured, let entries):
            "vocab_size is \(configured), but the vocabulary has \(entries) entries"
        case .shape(let found, let expected): "the tensor is \(Self.text(found)) instead of \(Self.text(expected))"
        case .indistinctTags(let names):
            "the model was trained without tags and cannot tell \(names.joined(separator: ", ")) apart"
        case .unknownTag(let name, _): "the model has no tag \(name)"
        }
    }

    /// What the person who named the folder or the tag can do.
    public var remedy: String {
        switch kind {
        case .unreadable:
            "give a model folder with config.json, vocab.txt and model.safetensors"
        case .malformed, .refused:
            "restore the file from the model's source"
        case .missingKey, .value:
            "correct config.json, or restore it from the model's source"
        case .unsupported:
            "use another model, or the version of Syntag that trained this one"
        case .labels:
            "list the labels in the order of the classifier's rows, the same in syntag.labels and id2label"
        case .duplicateTag:
            "give every tag a name of its own"
        case .tokenNotInVocabulary:
            "use the vocab.txt that the model was trained with"
        case .vocabularySize:
            "use the vocab.txt and the config.json of one model"
        case .shape:
            "use the config.json and the model.safetensors of one model"
        case .indistinctTags:
            "name one of them, or use a model with tags"
        case .unknownTag(_, let known):
            "choose from \(known.joined(separator: ", "))"
        }
    }

    private static func text(_ shape: [Int]) -> String {
        "[" + shape.map(String.init).joined(separator: " x ") + "]"
    }
}
