internal import Configuration
internal import Yams

/// What a row of an experiment sets otherwise than the training file, in that file's own sections and keys.
public struct SettingsOverride: Sendable, Equatable {
    /// A tree of values that nobody changes; Yams does not say that threads may share it.
    private nonisolated(unsafe) let node: Node
    private let file: String
    private let subject: String

    /// Takes a mapping whose keys and values are those of a training file; others are refused.
    init(_ node: Node, file: String, subject: String) throws(DefinitionError) {
        self.node = node
        self.file = file
        self.subject = subject
        var trial = TrainingConfiguration(name: "", initialise: "", corpora: [])
        try apply(to: &trial)
    }

    /// Sets what it names and leaves the rest.
    ///
    /// - Throws: `DefinitionError` when the values do not go with those of the configuration.
    func apply(to configuration: inout TrainingConfiguration) throws(DefinitionError) {
        try configuration.override(with: node, file: file, subject: subject)
    }

    /// Whether it sets one of these keys; `tags` stands for the whole section, `model.decoder` for one key of it.
    func sets(_ path: String) -> Bool {
        path.split(separator: ".").reduce(Optional(node)) { $0?.mapping?[String($1)] } != nil
    }

    /// What it sets, in the file's order: "optimizer.learning_rate 1e-3, schedule.epochs 4".
    public var summary: String { Self.leaves(of: node, below: []).joined(separator: ", ") }

    private static func leaves(of node: Node, below path: [String]) -> [String] {
        if let mapping = node.mapping {
            return mapping.flatMap { leaves(of: $0.value, below: path + [$0.key.scalar?.string ?? "?"]) }
        }
        let values = node.sequence.map { "[" + $0.compactMap { $0.scalar?.string }.joined(separator: ", ") + "]" }
        return ["\(path.joined(separator: ".")) \(values ?? node.scalar?.string ?? "?")"]
    }
}
