/// Why a checkpoint cannot be imported.
public struct ImportError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// The folder has its weights in PyTorch's own format.
        case pickled
        /// The folder lacks a file.
        case missingFile
        /// The file is not a JSON object.
        case notJSON
        /// The sub-words of `config.json`, of `vocab.txt`, and of the table of embeddings are not as many.
        case vocabulary(configured: Int, entries: Int, rows: Int)
        /// A tensor is not there.
        case missingTensor(String)
        /// A tensor has another shape than `config.json` says.
        case shape(String, found: [Int], expected: [Int])
        /// A tensor holds a number that is none.
        case notFinite(String)
        /// The folder to write holds a model.
        case occupied
    }

    /// What is wrong.
    public let kind: Kind
    /// The file or folder that it is about.
    public let path: String

    /// Makes an error.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}

extension ImportError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String { "\(path): \(problem); \(remedy)" }

    private var problem: String {
        switch kind {
        case .pickled: "the weights are in PyTorch's own format (pytorch_model.bin)"
        case .missingFile: "there is no such file"
        case .notJSON: "the file is not a JSON object"
        case .vocabulary(let configured, let entries, let rows):
            "config.json counts \(configured) sub-words, vocab.txt \(entries), and the table of embeddings \(rows)"
        case .missingTensor(let name): "there is no tensor \(name)"
        case .shape(let name, let found, let expected):
            "the tensor \(name) is \(Self.text(found)), but config.json makes it \(Self.text(expected))"
        case .notFinite(let name): "the tensor \(name) holds a number that is not finite"
        case .occupied: "the folder holds a model"
        }
    }

    private var remedy: String {
        switch kind {
        case .pickled: "write them as model.safetensors first: python3 etc/tools/bin_to_safetensors.py FOLDER"
        case .missingFile: "give a folder with config.json, vocab.txt and model.safetensors"
        case .notJSON, .notFinite: "fetch the checkpoint again"
        case .vocabulary, .shape: "use the files of one checkpoint together"
        case .missingTensor: "give the checkpoint of a BERT encoder"
        case .occupied: "give another folder with --output"
        }
    }

    private static func text(_ shape: [Int]) -> String { "[" + shape.map(String.init).joined(separator: " x ") + "]" }
}
