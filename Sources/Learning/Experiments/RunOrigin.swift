internal import Files

/// What a run of an experiment depends on beside its settings: the model it starts from, the corpora, and, where contexts
/// are mixed in, the parser. They lie in folders that settings do not tell apart.
struct RunOrigin {
    private let data: String
    private let syntax: String?
    /// Digests of folders and files by their paths: many runs read the same.
    private var known: [String: String] = [:]

    /// Takes the folder of the corpora, and that of the parser where there is one.
    init(data: String, syntax: String?) {
        self.data = data
        self.syntax = syntax
    }

    /// One digest for all that a run depends on, in hexadecimal. What cannot be read counts as absent: the run itself says
    /// what is wrong with it.
    mutating func digest(of configuration: TrainingConfiguration) -> String {
        var parts = [("start", model(configuration.initialise))]
        for corpus in configuration.corpora {
            for name in corpus.train + (corpus.devel.map { [$0] } ?? []) { parts.append((name, file(name))) }
        }
        if configuration.features != nil { parts.append(("syntax", syntax.map { model($0) } ?? "")) }
        return Digest.combined(parts.map { ($0.0, Digest.of(Array($0.1.utf8))) }).hexadecimal
    }

    private mutating func model(_ folder: String) -> String {
        remember(folder) { try Digest.ofFiles(["config.json", "vocab.txt", "model.safetensors"], in: folder) }
    }

    private mutating func file(_ name: String) -> String {
        let path = TrainingCorpora.path(name, in: data)
        return remember(path) { try Digest.ofFile(path) }
    }

    private mutating func remember(_ path: String, _ digest: () throws -> Digest) -> String {
        if let found = known[path] { return found }
        let found = (try? digest())?.hexadecimal ?? ""
        known[path] = found
        return found
    }
}
