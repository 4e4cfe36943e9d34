internal import Files

/// What a run of an experiment depends on beside its settings: the model it starts from, the corpora, and, where
/// contexts are mixed in, the parser. They lie in folders that settings do not tell apart.
struct RunOrigin {
    private let data: String
    private let syntax: String?
    /// Digests of folders, files and parsers by their names: many runs read the same.
    private var known: [String: String] = [:]

    /// Takes the folder of the corpora, and that of the parser where there is one.
    init(data: String, syntax: String?) {
        self.data = data
        self.syntax = syntax
    }

    /// One digest for all that a run depends on, in hexadecimal. What cannot be read counts as absent: the run itself
    /// says what is wrong with it.
    mutating func digest(of configuration: TrainingConfiguration) -> String {
        let start = configuration.initialise
        var parts = [("start", remember(start) { try Digest.ofFiles(ModelFiles.names, in: start) })]
        for corpus in configuration.corpora {
            for name in corpus.train + (corpus.devel.map { [$0] } ?? []) {
                let path = TrainingCorpora.path(name, in: data)
                parts.append((name, remember(path) { try Digest.ofFile(path) }))
            }
        }
        if configuration.features != nil {
            let parser = syntax.map { folder in
                remember("parser \(folder)") { try CorpusParses.digest(ofParser: folder) }
            }
            parts.append(("syntax", parser ?? ""))
        }
        return Digest.combined(parts.map { ($0.0, Digest.of(Array($0.1.utf8))) }).hexadecimal
    }

    private mutating func remember(_ name: String, _ digest: () throws -> Digest) -> String {
        if let found = known[name] { return found }
        let found = (try? digest())?.hexadecimal ?? ""
        known[name] = found
        return found
    }
}
