public import Configuration
internal import Yams

extension SyntaxTrainingConfiguration {
    /// What `task` says in a training file of this kind.
    public static let task = "syntax"

    /// Reads a training file.
    ///
    /// Folders that it names are relative to the folder of the file.
    public init(contentsOf file: String) throws(DefinitionError) {
        try self.init(yaml: DefinitionFile.text(of: file), file: file)
        initialise = DefinitionFile.path(initialise, besides: file)
        data = data.map { DefinitionFile.path($0, besides: file) }
    }

    /// Reads a configuration from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        let node = try DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/training/syntax.yaml")
        var root = try OptionReader(node, file: file, subject: "the training file")
        guard try root.text("task") == Self.task else {
            throw root.failure("this is no training file of the syntax model", remedy: "add a line `task: syntax`")
        }
        self.init(name: try root.requiredText("name"), initialise: try root.requiredText("initialise"), corpora: [])
        data = try root.text("data")
        sentences = try root.number("sentences", in: 1...10_000_000)
        maximumWords = try root.number("max_words", in: 1...400) ?? maximumWords
        let list = try root.mappings("corpora")
        let model = root.node("model"), weights = root.node("weights"), optimizer = root.node("optimizer")
        let schedule = root.node("schedule"), evaluation = root.node("evaluation")
        try root.finish()
        guard let list, !list.isEmpty else {
            throw root.failure("there are no `corpora`", remedy: "add `corpora:` and below it `- name: ...`")
        }
        for node in list { corpora.append(try Self.corpus(node, before: corpora, file: file)) }
        if let model { try self.model.read(model, file: file) }
        if let weights { try self.model.weights.read(weights, file: file) }
        if let optimizer { try self.optimizer.read(optimizer, file: file) }
        if let schedule { try self.schedule.read(schedule, file: file) }
        if let evaluation { try self.evaluation.read(evaluation, file: file) }
    }

    private static func corpus(
        _ node: Node, before others: [SyntaxCorpus], file: String
    ) throws(DefinitionError) -> SyntaxCorpus {
        var options = try OptionReader(node, file: file, subject: "a corpus")
        let name = try options.requiredText("name"), folder = name.lowercased()
        let train = try options.texts("train") ?? ["\(folder)/train"]
        let devel = try options.text("dev") ?? "\(folder)/dev"
        let weight = try options.fraction("weight", in: 0...100) ?? 1
        try options.finish()
        guard !others.contains(where: { $0.name == name }) else {
            throw options.failure("corpus \(name) stands here again", remedy: "remove one of the two")
        }
        return SyntaxCorpus(name: name, train: train, devel: devel == "none" ? nil : devel, weight: weight)
    }
}

extension SyntaxTrainingConfiguration.Model {
    fileprivate mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`model`")
        layers = try options.number("layers", in: 1...1000)
        word = try options.choice("word", of: SyntaxModelOptions.WordState.self) ?? word
        sizes.arc = try options.number("arc_size", in: 1...4096) ?? sizes.arc
        sizes.relation = try options.number("relation_size", in: 1...1024) ?? sizes.relation
        sizes.span = try options.number("span_size", in: 1...1024) ?? sizes.span
        dropout = try options.fraction("dropout", in: 0...0.9) ?? dropout
        vectorDropout = try options.fraction("vector_dropout", in: 0...0.9) ?? vectorDropout
        minimumCount = try options.number("minimum_count", in: 1...1_000_000) ?? minimumCount
        try options.finish()
    }
}

extension SyntaxModelOptions.LossWeights {
    fileprivate mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`weights`")
        pos = try options.fraction("pos", in: 0...1000) ?? pos
        arcs = try options.fraction("arcs", in: 0...1000) ?? arcs
        relations = try options.fraction("relations", in: 0...1000) ?? relations
        spans = try options.fraction("spans", in: 0...1000) ?? spans
        try options.finish()
    }
}
