public import Configuration
internal import Yams

extension ExperimentDefinition {
    /// Reads an experiment file; the training file that it names is relative to its folder.
    public init(contentsOf file: String) throws(DefinitionError) {
        try self.init(yaml: DefinitionFile.text(of: file), file: file)
        training = DefinitionFile.path(training, besides: file)
    }

    /// Reads an experiment from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        let node = try DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/experiments/table3.yaml")
        var root = try OptionReader(node, file: file, subject: "the experiment")
        self.init(
            name: try root.requiredText("name"), title: try root.requiredText("title"),
            training: try root.requiredText("training"))
        columns = try root.texts("columns")
        baseline = try root.text("baseline")
        seeds = try root.seeds()
        let budgetNode = root.node("budget")
        let list = try root.mappings("variants")
        try root.finish()
        if let budgetNode { budget = try Self.budget(budgetNode, file: file) }
        guard seeds == nil || budget.seed == nil else {
            throw root.failure(
                "the experiment has `seeds`, and its `budget` a `seed`", remedy: "leave one of the two out")
        }
        guard let list else {
            throw root.failure("there are no `variants`", remedy: "add `variants:` and below it `- name: ...`")
        }
        for node in list { variants.append(try Self.variant(node, before: variants, file: file)) }
        if let baseline, !variants.contains(where: { $0.name == baseline }) {
            let names = variants.map { "`\($0.name)`" }.joined(separator: ", ")
            throw root.failure("`baseline` names \(baseline), which is no variant", remedy: "name one of \(names)")
        }
    }

    private static func budget(_ node: Node, file: String) throws(DefinitionError) -> Budget {
        var options = try OptionReader(node, file: file, subject: "`budget`")
        var budget = Budget()
        budget.epochs = try options.number("epochs", in: 1...1000)
        budget.steps = try options.number("steps", in: 1...100_000_000)
        budget.sentences = try options.number("sentences", in: 1...10_000_000)
        budget.develSentences = try options.number("devel_sentences", in: 1...10_000_000)
        budget.batchTokens = try options.number("batch_tokens", in: 16...1_000_000)
        budget.learningRate = try options.fraction("learning_rate", in: 1e-8...1)
        budget.average = try options.fraction("average", in: 0...0.99999)
        budget.seed = try options.number("seed", in: 0...Int(Int32.max))
        try options.finish()
        return budget
    }

    private static func variant(
        _ node: Node, before others: [Variant], file: String
    ) throws(DefinitionError) -> Variant {
        var named = try OptionReader(node, file: file, subject: "a variant")
        var variant = Variant(name: try named.requiredText("name"))
        var options = try OptionReader(node, file: file, subject: "variant \(variant.name)")
        _ = options.node("name")
        variant.separate = try options.flag("separate") ?? false
        variant.corpora = try options.texts("corpora")
        variant.tags.naming = try options.choice("naming", of: TagScheme.Naming.self) ?? variant.tags.naming
        variant.tags.closing = try options.flag("closing") ?? variant.tags.closing
        variant.tagLayer = try options.number("layer", in: 0...1000) ?? 0
        variant.decoder = try options.choice("decoder", of: ModelOptions.Decoder.self)
        if let node = options.node("features") {
            let subject = "`features` of \(variant.name)"
            variant.features = try TrainingConfiguration.Features(node, known: nil, file: file, subject: subject)
        }
        variant.seeds = try options.seeds()
        variant.settings = try settings(of: variant, from: &options)
        variant.cited = try options.flag("cited") ?? false
        if let paper = options.node("paper") {
            var scores = try OptionReader(paper, file: file, subject: "`paper` of \(variant.name)")
            for name in scores.names {
                variant.paper[name] = try scores.fraction(name, in: 0...100).map { Double("\($0)") ?? Double($0) }
            }
        }
        try options.finish()
        guard !others.contains(where: { $0.name == variant.name }) else {
            throw options.failure("variant \(variant.name) stands here again", remedy: "remove one of the two")
        }
        guard !variant.separate || variant.corpora == nil else {
            throw options.failure(
                "variant \(variant.name) is `separate` and names `corpora`", remedy: "remove one of the two keys")
        }
        guard !variant.cited || options.names.allSatisfy(["name", "cited", "paper"].contains) else {
            throw options.failure(
                "variant \(variant.name) is `cited`, so nothing of it is trained",
                remedy: "leave all its keys out but `name` and `paper`")
        }
        return variant
    }

    /// The `settings` of a variant; what one of its own keys says cannot stand there again.
    private static func settings(
        of variant: Variant, from options: inout OptionReader
    ) throws(DefinitionError) -> SettingsOverride? {
        guard let node = options.node("settings") else { return nil }
        let subject = "`settings` of \(variant.name)"
        let settings = try SettingsOverride(node, file: options.file, subject: subject)
        let own = [
            "naming": "tags", "closing": "tags", "layer": "tags", "decoder": "model.decoder",
            "features": "features", "seeds": "schedule.seed",
        ]
        for (key, path) in own.sorted(by: <) where settings.sets(path) && options.names.contains(key) {
            throw DefinitionError(
                file: options.file, line: node.mark?.line,
                problem: "\(subject) sets `\(path)`, and variant \(variant.name) has `\(key)`",
                remedy: "leave one of the two out")
        }
        return settings
    }
}

extension OptionReader {
    /// The seeds that runs are repeated with.
    fileprivate mutating func seeds() throws(DefinitionError) -> [Int]? {
        guard let texts = try texts("seeds"), let node = node("seeds") else { return nil }
        let seeds = texts.compactMap { Int($0) }.filter((0...Int(Int32.max)).contains)
        guard seeds.count == texts.count else {
            throw refusal(of: node, key: "seeds", expected: "a list of whole numbers such as [1, 2, 3]")
        }
        return seeds
    }
}
