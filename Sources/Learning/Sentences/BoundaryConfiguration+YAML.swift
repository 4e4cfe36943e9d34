public import Configuration
internal import Sentences
internal import Yams

extension BoundaryConfiguration {
    /// Reads a training file; its folder of data is relative to the folder of the file.
    public init(contentsOf file: String) throws(DefinitionError) {
        try self.init(yaml: DefinitionFile.text(of: file), file: file)
        data = data.map { DefinitionFile.path($0, besides: file) }
    }

    /// Reads a configuration from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        let node = try DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/training/sentences.yaml")
        var root = try OptionReader(node, file: file, subject: "the training file")
        self.init(name: try root.requiredText("name"), corpora: [])
        data = try root.text("data")
        let list = try root.mappings("texts")
        let parts = (
            weights: root.node("weights"), optimizer: root.node("optimizer"), schedule: root.node("schedule")
        )
        try root.finish()
        guard let list, !list.isEmpty else {
            throw root.failure("there are no `texts`", remedy: "add `texts:` and below it `- name: ...`")
        }
        for node in list { corpora.append(try Self.corpus(node, before: corpora, file: file)) }
        if let node = parts.weights {
            var options = try OptionReader(node, file: file, subject: "`weights`")
            sentenceBits = try options.number("sentences", in: 8...22) ?? sentenceBits
            tokenBits = try options.number("tokens", in: 8...22) ?? tokenBits
            try options.finish()
        }
        if let node = parts.optimizer {
            var options = try OptionReader(node, file: file, subject: "`optimizer`")
            optimizer.rate = try options.fraction("rate", in: 1e-4...10) ?? optimizer.rate
            optimizer.smoothing = try options.fraction("smoothing", in: 1e-4...100) ?? optimizer.smoothing
            optimizer.sparsity = try options.fraction("sparsity", in: 0...1000) ?? optimizer.sparsity
            optimizer.shrinkage = try options.fraction("shrinkage", in: 0...1000) ?? optimizer.shrinkage
            try options.finish()
        }
        if let node = parts.schedule {
            var options = try OptionReader(node, file: file, subject: "`schedule`")
            epochs = try options.number("epochs", in: 1...1000) ?? epochs
            seed = try options.number("seed", in: 0...Int(Int32.max)) ?? seed
            try options.finish()
        }
    }

    private static func corpus(
        _ node: Node, before others: [Corpus], file: String
    ) throws(DefinitionError) -> Corpus {
        var options = try OptionReader(node, file: file, subject: "a corpus")
        let name = try options.requiredText("name")
        options = try OptionReader(node, file: file, subject: "corpus \(name)")
        _ = options.node("name")
        guard let style = try options.choice("style", of: TokenStyle.self) else {
            let styles = TokenStyle.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw options.failure(
                "corpus \(name) has no `style`", remedy: "add a line `style: ...` with one of \(styles)")
        }
        let train = Corpus.Split(
            sentences: try options.requiredText("train"), texts: try options.requiredText("train_texts"))
        var dev: Corpus.Split?
        if let sentences = try options.text("dev") {
            dev = Corpus.Split(sentences: sentences, texts: try options.requiredText("dev_texts"))
        }
        try options.finish()
        guard !others.contains(where: { $0.name == name }) else {
            throw options.failure("corpus \(name) stands here again", remedy: "remove one of the two")
        }
        return Corpus(name: name, style: style, train: train, dev: dev)
    }
}
