extension EntityModelConfiguration {
    /// What `syntag.features` says, before the tables are read.
    struct Features: Equatable {
        var module: ContextModule
        var context: ContextFeature
        /// Labels by number, the first `ContextLabels.other`, each once.
        var labels: [String]
        /// Numbers in a label's embedding; nil where it goes without saying.
        var labelSize: Int?
        /// Name of the file of context words.
        var words: String?
    }

    /// Checks what stands under `syntag.features`.
    static func features(_ raw: RawConfiguration.Features, file: String) throws(EntityModelError) -> Features {
        func failure(_ found: String, _ expected: String, _ key: String) -> EntityModelError {
            EntityModelError(kind: .value(found: found, expected: expected), file: file, key: "syntag.features.\(key)")
        }
        func oneOf<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> String {
            "one of \(type.allCases.map(\.rawValue).joined(separator: ", "))"
        }
        guard let module = ContextModule(rawValue: raw.module) else {
            throw failure("\"\(raw.module)\"", oneOf(ContextModule.self), "module")
        }
        guard let context = ContextFeature(rawValue: raw.context) else {
            throw failure("\"\(raw.context)\"", oneOf(ContextFeature.self), "context")
        }
        guard raw.labels.first == ContextLabels.other else {
            throw failure(
                raw.labels.first.map { "\"\($0)\"" } ?? "an empty list",
                "a list that begins with \(ContextLabels.other)",
                "labels")
        }
        for (position, label) in raw.labels.enumerated() {
            let key = "labels[\(position)]"
            guard !label.isEmpty, !raw.labels[..<position].contains(label) else {
                throw failure("\"\(label)\"", "a label that is there once", key)
            }
            let known = [ContextLabels.other, ContextLabels.none] + SyntacticContexts.acceptedConstituents
            guard context != .syn || known.contains(label) else {
                throw failure("\"\(label)\"", "an accepted constituent", key)
            }
        }
        if let size = raw.label_size, size < 1 { throw failure("\(size)", "a size of at least 1", "label_size") }
        guard module != .cfa || raw.label_size != nil else {
            throw EntityModelError(kind: .missingKey, file: file, key: "syntag.features.label_size")
        }
        guard !module.hasKeys || raw.words != nil else {
            throw EntityModelError(kind: .missingKey, file: file, key: "syntag.features.words")
        }
        if let words = raw.words {
            guard module.hasKeys else {
                throw failure("\"\(words)\"", "absent, as \(module.rawValue) has no keys", "words")
            }
            guard !words.isEmpty, !words.contains("/") else {
                throw failure("\"\(words)\"", "the name of a file in the model's folder", "words")
            }
        }
        return Features(
            module: module, context: context, labels: raw.labels, labelSize: raw.label_size, words: raw.words)
    }
}
