public import Configuration
internal import Documents
internal import Tensors
internal import Yams

extension TrainingConfiguration {
    /// Reads a training file.
    ///
    /// Folders that it names are relative to the folder of the file.
    public init(contentsOf file: String) throws(DefinitionError) {
        try self.init(yaml: DefinitionFile.text(of: file), file: file)
        initialise = DefinitionFile.path(initialise, besides: file)
        data = data.map { DefinitionFile.path($0, besides: file) }
        syntax = syntax.map { DefinitionFile.path($0, besides: file) }
    }

    /// Reads a configuration from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        let node = try DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/training/entities.yaml")
        var root = try OptionReader(node, file: file, subject: "the training file")
        self.init(name: try root.requiredText("name"), initialise: try root.requiredText("initialise"), corpora: [])
        data = try root.text("data")
        syntax = try root.text("syntax")
        sentences = try root.number("sentences", in: 1...10_000_000)
        let list = try root.mappings("corpora")
        let settings = Settings(&root)
        try root.finish()
        guard let list else {
            throw root.failure("there are no `corpora`", remedy: "add `corpora:` and below it `- name: ...`")
        }
        for node in list { corpora.append(try Self.corpus(node, before: corpora, file: file)) }
        try read(settings, file: file)
    }

    /// The sections of a training file that say how a model is trained.
    private struct Settings {
        let tags, vocabulary, features, model, optimizer, schedule, evaluation: Node?

        init(_ options: inout OptionReader) {
            tags = options.node("tags")
            vocabulary = options.node("vocabulary")
            features = options.node("features")
            model = options.node("model")
            optimizer = options.node("optimizer")
            schedule = options.node("schedule")
            evaluation = options.node("evaluation")
        }
    }

    /// Takes what a mapping with the sections of a training file says; what it does not name stays as it is.
    ///
    /// - Parameter subject: what the mapping is, for messages.
    mutating func override(with node: Node, file: String, subject: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: subject)
        sentences = try options.number("sentences", in: 1...10_000_000) ?? sentences
        let settings = Settings(&options)
        try options.finish()
        try read(settings, file: file)
    }

    private mutating func read(_ settings: Settings, file: String) throws(DefinitionError) {
        if let node = settings.tags { try readTags(node, file: file) }
        if let node = settings.vocabulary { try readVocabulary(node, file: file) }
        if let node = settings.features {
            features = try Features(node, known: features, file: file, subject: "`features`")
        }
        if let node = settings.model { try readModel(node, file: file) }
        if let node = settings.optimizer { try optimizer.read(node, file: file) }
        if let node = settings.schedule { try schedule.read(node, file: file) }
        if let node = settings.evaluation { try evaluation.read(node, file: file) }
    }

    private static func corpus(
        _ node: Node, before others: [CorpusDefinition], file: String
    ) throws(DefinitionError) -> CorpusDefinition {
        var options = try OptionReader(node, file: file, subject: "a corpus")
        let name = try options.requiredText("name")
        options = try OptionReader(node, file: file, subject: "corpus \(name)")
        _ = options.node("name")
        guard let type = try options.choice("type", of: EntityType.self) else {
            let types = EntityType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw options.failure("corpus \(name) has no `type`", remedy: "add a line `type: ...` with one of \(types)")
        }
        let train = try options.texts("train") ?? ["\(name)/train.tsv"]
        let devel = try options.text("devel") ?? "\(name)/devel.tsv"
        let weight = try options.fraction("weight", in: 0...100) ?? 1
        try options.finish()
        guard !others.contains(where: { $0.name == name }) else {
            throw options.failure("corpus \(name) stands here again", remedy: "remove one of the two")
        }
        return CorpusDefinition(
            name: name, type: type, train: train, devel: devel == "none" ? nil : devel, weight: weight)
    }

    private mutating func readTags(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`tags`")
        tags.naming = try options.choice("naming", of: TagScheme.Naming.self) ?? tags.naming
        tags.closing = try options.flag("closing") ?? tags.closing
        tagLayer = try options.number("layer", in: 0...1000) ?? tagLayer
        try options.finish()
    }

    private mutating func readVocabulary(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`vocabulary`")
        guard let additions = try options.number("additions", in: 0...1_000_000) else {
            throw options.failure("`vocabulary` has no `additions`", remedy: "add a line `additions: ...`")
        }
        var words = vocabulary ?? Vocabulary(additions: 0)
        words.additions = additions
        words.minimumCount = try options.number("minimum_count", in: 1...1_000_000) ?? words.minimumCount
        words.texts = try options.texts("texts") ?? words.texts
        try options.finish()
        vocabulary = additions == 0 ? nil : words
    }

    private mutating func readModel(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`model`")
        model.decoder = try options.choice("decoder", of: ModelOptions.Decoder.self) ?? model.decoder
        model.dropout = try options.fraction("dropout", in: 0...0.9) ?? model.dropout
        model.labelSmoothing = try options.fraction("label_smoothing", in: 0...0.9) ?? model.labelSmoothing
        model.weights = try options.choice("weights", of: WeightType.self) ?? model.weights
        try options.finish()
        guard model.decoder == .softmax || model.labelSmoothing == 0 else {
            throw options.failure(
                "`label_smoothing` has no meaning for the decoder `crf`", remedy: "remove it, or use `decoder: softmax`"
            )
        }
    }
}
