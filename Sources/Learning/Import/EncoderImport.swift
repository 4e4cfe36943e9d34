public import Encoder
internal import Files
internal import Foundation
internal import Tensors
internal import WordPieces

/// A BERT checkpoint of the Hugging Face layout, made into a folder that training starts from.
///
/// What is taken is the encoder: its tensors without the prefix `bert.`, normalisations under the names that they have
/// today (`LayerNorm.weight`, not TensorFlow's `gamma`), each checked against `config.json`. Heads of other tasks, the
/// pooler and buffers are left out. The numbers stay as they are, in 32 bits.
public struct EncoderImport: Sendable {
    /// The shape of the encoder.
    public let encoder: EncoderConfiguration
    /// Whether words are lowercased before they are split, and what says so.
    public let lowercase: Bool, reason: String
    /// Tensors of the checkpoint that are not the encoder's, by name.
    public let leftOut: [String]

    private let folder: String
    private let configuration: [String: any Sendable]
    private let stripAccents: Bool?
    private let parameters: ParameterBuffer
    private let vocabulary: Vocabulary

    private static let weightsName = "model.safetensors"

    /// Reads and checks a folder.
    ///
    /// - Throws: `ImportError`, and what the encoder, the vocabulary and the weights file say about their own files.
    public init(folder: String) throws {
        self.folder = folder
        func path(_ name: String) -> String { "\(folder)/\(name)" }
        func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
        guard exists(Self.weightsName) else {
            let isPickled = exists("pytorch_model.bin")
            throw ImportError(isPickled ? .pickled : .missingFile, path: isPickled ? folder : path(Self.weightsName))
        }
        let configuration = try Self.object(in: path("config.json"))
        self.configuration = configuration
        encoder = try EncoderConfiguration(path: path("config.json"))
        vocabulary = try Vocabulary(path: path("vocab.txt"))
        let beside = exists("tokenizer_config.json") ? try Self.object(in: path("tokenizer_config.json")) : [:]
        func flag(_ key: String) -> (value: Bool, file: String)? {
            for (values, file) in [(configuration, "config.json"), (beside, "tokenizer_config.json")] {
                if let value = values[key] as? Bool { return (value, file) }
            }
            return nil
        }
        stripAccents = flag("strip_accents")?.value
        if let (value, file) = flag("do_lower_case") {
            (lowercase, reason) = (value, "as \(file) says")
        } else {
            // Uncased vocabularies have letters such as ª and ʰ, which are capitals to Unicode but have no small
            // letter.
            let isCased = vocabulary.entries.contains { entry in
                !entry.hasPrefix("[") && entry.unicodeScalars.contains { $0.properties.changesWhenLowercased }
            }
            (lowercase, reason) = (!isCased, "as the vocabulary has \(isCased ? "capitals" : "none but small letters")")
        }

        let file = try SafetensorsFile(path: path(Self.weightsName))
        let list = ParameterListing(encoder: encoder).parameters
        let names = try Self.names(of: list, in: file, entries: vocabulary.count, configured: encoder.vocabularySize)
        parameters = ParameterBuffer(parameters: list)
        for (index, name) in names.enumerated() {
            let numbers = try file.numbers(name)
            guard numbers.allSatisfy(\.isFinite) else { throw ImportError(.notFinite(name), path: file.file) }
            _ = parameters[index].update(fromContentsOf: numbers)
        }
        let used = Set(names)
        leftOut = file.names.filter { !used.contains($0) }
    }

    /// Numbers of the encoder.
    public var count: Int { parameters.parameters.reduce(0) { $0 + $1.count } }

    /// Writes the folder; gives the names of its files.
    public func write(to output: String) throws -> [String] {
        guard !FileManager.default.fileExists(atPath: "\(output)/\(Self.weightsName)") else {
            throw ImportError(.occupied, path: output)
        }
        var keys = configuration
        keys["architectures"] = ["BertModel"]
        keys["model_type"] = "bert"
        // What heads and numbers were is not what they are here.
        let gone = ["_name_or_path", "syntag", "id2label", "label2id", "torch_dtype", "finetuning_task"]
        for key in gone { keys[key] = nil }
        keys["do_lower_case"] = lowercase
        if let stripAccents { keys["strip_accents"] = stripAccents }
        let json = try JSONSerialization.data(
            withJSONObject: keys, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try Folder.create(output)
        let texts = [
            ("config.json", String(decoding: json, as: UTF8.self) + "\n"),
            ("vocab.txt", vocabulary.entries.joined(separator: "\n") + "\n"), ("README.md", try card()),
        ]
        for (name, text) in texts { try AtomicFile.write(Array(text.utf8), to: "\(output)/\(name)") }
        // The weights come last: a folder that holds them is whole.
        try parameters.export(to: output, type: .float32)
        return texts.map(\.0) + [Self.weightsName]
    }

    private func card() throws -> String {
        let name = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        let digest = try Digest.ofFile("\(folder)/\(Self.weightsName)").hexadecimal
        let shape = "\(encoder.layerCount) layers x \(encoder.hiddenSize), \(encoder.headCount) heads"
        return """
            # \(name), an encoder to start from

            A BERT encoder (\(shape), \(encoder.vocabularySize) sub-words, \(lowercase ? "uncased" : "cased")) without heads, \
            written by `syntag model import`. `syntag train entities` and `syntag train syntax` start from it.

            The weights are those of the checkpoint `\(name)` (SHA-256 of its weights file: `\(digest)`); its licence holds.

            """
    }

    /// For each parameter the name that a file has it under.
    private static func names(
        of parameters: [Parameter], in file: SafetensorsFile, entries: Int, configured: Int
    ) throws(ImportError) -> [String] {
        let prefix = file.contains("bert.\(ParameterLayout.wordTable)") ? "bert." : ""
        let names = parameters.map { ParameterBuffer.checkpointName($0.name, in: file, prefix: prefix) }
        if let rows = file.shape(of: names[0])?.first, rows != configured || entries != configured {
            throw ImportError(.vocabulary(configured: configured, entries: entries, rows: rows), path: file.file)
        }
        for (parameter, name) in zip(parameters, names) {
            guard let found = file.shape(of: name) else { throw ImportError(.missingTensor(name), path: file.file) }
            guard found == parameter.shape else {
                throw ImportError(.shape(name, found: found, expected: parameter.shape), path: file.file)
            }
        }
        return names
    }

    /// The keys and values of a JSON file.
    private static func object(in path: String) throws(ImportError) -> [String: any Sendable] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ImportError(.missingFile, path: path)
        }
        guard let values = try? JSONSerialization.jsonObject(with: data) as? [String: any Sendable] else {
            throw ImportError(.notJSON, path: path)
        }
        return values
    }
}
