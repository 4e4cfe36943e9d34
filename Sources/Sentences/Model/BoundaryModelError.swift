/// Why a folder with a model of sentences and tokens was refused.
public struct BoundaryModelError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A file of the folder is missing or cannot be read; the reason.
        case unreadable(String)
        /// `config.json` is not JSON with the keys that it must have; the reason.
        case malformed(String)
        /// The model is for another task; which.
        case task(String)
        /// The model was trained on another version of the features.
        case features(found: Int, known: Int)
        /// The model has no style of tokens, or one that this version does not know; what it has.
        case styles([String])
        /// The number of weights of a tensor is no power of two.
        case size(String, Int)
        /// A weight of a tensor is no whole number from -128 to 127.
        case number(String)
        /// The model does not know a style of tokens; those that it knows.
        case unknownStyle(String, known: [String])
    }

    /// What is wrong.
    public let kind: Kind
    /// The file, or the model's folder, that the error is about.
    public let file: String

    /// Makes an error.
    public init(_ kind: Kind, file: String) {
        self.kind = kind
        self.file = file
    }
}

extension BoundaryModelError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String { "\(file): \(problem); \(remedy)" }

    private var problem: String {
        switch kind {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .malformed(let reason): "is no configuration of a model: \(reason)"
        case .task(let task): "the model is for the task `\(task)`, not for `sentences`"
        case .features(let found, let known):
            "the model needs version \(found) of the features, this program has \(known)"
        case .styles(let styles): "the styles of tokens are [\(styles.joined(separator: ", "))]"
        case .size(let name, let count): "\(name) has \(count) weights, which is no power of two"
        case .number(let name): "\(name) has a weight that is no whole number from -128 to 127"
        case .unknownStyle(let style, _): "the model does not know tokens in the style `\(style)`"
        }
    }

    private var remedy: String {
        switch kind {
        case .unreadable: "give a folder with config.json and model.safetensors that `syntag train sentences` wrote"
        case .malformed, .size, .number: "restore the file from the model's source"
        case .task: "name the folder of a model that `syntag train sentences` wrote"
        case .features: "train it anew with `syntag train sentences`"
        case .styles: "name one or more of \(TokenStyle.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        case .unknownStyle(_, let known): "choose from \(known.joined(separator: ", "))"
        }
    }
}
